package io.tidegate.trainer.lineage;

import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import io.tidegate.schema.Lineage;
import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;

/**
 * OpenLineage's run events of training. The job is {@code train.NAME}; its input is the
 * observations topic with the offsets read, its output the models topic's {@code TOPIC/NAME} with
 * the version as the dataset's version. Immutable, thread-safe.
 *
 * <p>Source: OpenLineage specification, "Run cycle", "Facets", "Naming".
 */
final class RunEvents {
  private static final URI PRODUCER = URI.create("urn:tidegate:trainer");

  private final OpenLineage lineage = new OpenLineage(PRODUCER);
  private final LineageSettings settings;
  private final String codeVersion;
  private final Clock clock;

  RunEvents(LineageSettings settings, String codeVersion, Clock clock) {
    this.settings = settings;
    this.codeVersion = codeVersion;
    this.clock = clock;
  }

  RunEvent started(TrainingRun run) {
    return event(run, EventType.START, facets(run), List.of(), run.start().atZone(ZoneOffset.UTC));
  }

  RunEvent ended(TrainingRun run, ModelDecisionEvent decision, ModelSnapshot snapshot) {
    if (decision.getDecision() == ModelDecision.FAILED) {
      return failed(run, decision.getReason());
    }
    OpenLineage.RunFacet verdict = lineage.newRunFacet();
    Map<String, Object> facts = verdict.getAdditionalProperties();
    facts.put("decision", decision.getDecision().name());
    facts.put("reason", decision.getReason());
    facts.put("lossBefore", decision.getLossBefore());
    facts.put("lossAfter", decision.getLossAfter());
    return event(
        run,
        EventType.COMPLETE,
        facets(run).put("tidegate_decision", verdict),
        snapshot == null ? List.of() : List.of(output(snapshot)),
        now());
  }

  RunEvent failed(TrainingRun run, String reason) {
    return event(
        run,
        EventType.FAIL,
        facets(run).errorMessage(lineage.newErrorMessageRunFacet(reason, "JAVA", null)),
        List.of(),
        now());
  }

  RunEvent stopped(TrainingRun run) {
    return event(run, EventType.ABORT, facets(run), List.of(), now());
  }

  private ZonedDateTime now() {
    return clock.instant().atZone(ZoneOffset.UTC);
  }

  private RunEvent event(
      TrainingRun run,
      EventType type,
      OpenLineage.RunFacetsBuilder facets,
      List<OpenLineage.OutputDataset> outputs,
      ZonedDateTime time) {
    return lineage
        .newRunEventBuilder()
        .eventType(type)
        .eventTime(time)
        .run(lineage.newRunBuilder().runId(run.id()).facets(facets.build()).build())
        .job(
            lineage
                .newJobBuilder()
                .namespace(settings.namespace())
                .name("train." + run.model())
                .facets(
                    lineage
                        .newJobFacetsBuilder()
                        .jobType(lineage.newJobTypeJobFacet("BATCH", "TIDEGATE", "TRAINING", null))
                        .build())
                .build())
        .inputs(List.of(input(run)))
        .outputs(outputs)
        .build();
  }

  private OpenLineage.RunFacetsBuilder facets(TrainingRun run) {
    OpenLineage.RunFacet training = lineage.newRunFacet();
    Map<String, Object> facts = training.getAdditionalProperties();
    facts.put("model", run.model());
    facts.put("version", run.version());
    facts.put("parentVersion", run.parent());
    facts.put("cause", run.cause());
    return lineage
        .newRunFacetsBuilder()
        .processing_engine(
            lineage.newProcessingEngineRunFacet(codeVersion, "tidegate-trainer", null))
        .put("tidegate_training", training);
  }

  private OpenLineage.InputDataset input(TrainingRun run) {
    OpenLineage.InputDatasetFacet offsets = lineage.newInputDatasetFacet();
    offsets
        .getAdditionalProperties()
        .put(
            "ranges",
            run.offsets().stream()
                .map(
                    one ->
                        Map.of(
                            "partition", one.getPartition(),
                            "from", one.getFrom(),
                            "to", one.getTo()))
                .toList());
    return lineage
        .newInputDatasetBuilder()
        .namespace(settings.datasets())
        .name(settings.observations())
        .inputFacets(
            lineage.newInputDatasetInputFacetsBuilder().put("tidegate_offsets", offsets).build())
        .build();
  }

  private OpenLineage.OutputDataset output(ModelSnapshot snapshot) {
    Lineage how = snapshot.getLineage();
    OpenLineage.DatasetFacet model = lineage.newDatasetFacet();
    Map<String, Object> facts = model.getAdditionalProperties();
    facts.put("sha256", snapshot.getSha256());
    facts.put("parentSha256", how.getParentSha256());
    facts.put("seed", how.getSeed());
    facts.put("configurationDigest", how.getConfigurationDigest());
    facts.put("environment", how.getEnvironment());
    facts.put("observations", how.getObservations());
    facts.put("series", how.getSeries());
    facts.put("spanStart", how.getSpanStart().toString());
    facts.put("spanEnd", how.getSpanEnd().toString());
    return lineage
        .newOutputDatasetBuilder()
        .namespace(settings.datasets())
        .name(settings.models() + "/" + snapshot.getName())
        .facets(
            lineage
                .newDatasetFacetsBuilder()
                .version(
                    lineage.newDatasetVersionDatasetFacet(Long.toString(snapshot.getVersion())))
                .put("tidegate_model", model)
                .build())
        .build();
  }
}
