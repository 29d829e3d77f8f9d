package io.tidegate.stream.verify;

import io.tidegate.kernel.model.Model;
import io.tidegate.schema.ActivationEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.stream.models.Activations;
import io.tidegate.stream.models.RecordedModels;
import io.tidegate.stream.topology.PartitionReplay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Replays the observations, partition by partition, from the earliest that is retained or from a
 * checkpoint of the states, with the recorded versions, and compares each forecast with the
 * recorded one. Reads only; the application may run meanwhile. Memory: the encoded states of one
 * partition's series, and the weights of the versions that were used. Used by one thread.
 */
public final class Verification {
  private final TopicLog log;
  private final StreamSettings settings;
  private final Map<Integer, Long> reached;

  /**
   * Prepares.
   *
   * @param reached the input offset before which everything was processed, by partition; taken
   *     before {@code log} is read, so that what belongs to it is there
   */
  public Verification(TopicLog log, StreamSettings settings, Map<Integer, Long> reached) {
    this.log = log;
    this.settings = settings;
    this.reached = Map.copyOf(reached);
  }

  /**
   * Compares.
   *
   * @param from first input offsets whose forecasts are compared
   * @param to input offsets before which the comparison ends; never later than what is processed
   */
  public VerifyReport compare(Offsets from, Offsets to, Progress progress) {
    Activations activations = Activations.read(log, settings);
    RecordedModels models = RecordedModels.read(log, settings, versions(activations));
    Checkpoints checkpoints = Checkpoints.read(log, settings);
    List<Extent> extents = extents(activations, checkpoints, from, to);
    progress.begin(extents.stream().mapToLong(extent -> extent.span().records()).sum());
    List<PartitionVerdict> verdicts = new ArrayList<>();
    long done = 0;
    for (Extent extent : extents) {
      long before = done;
      verdicts.add(
          compare(
              extent,
              VersionPlan.recorded(
                  activations.of(extent.span().partition()), models, settings.modelName()),
              beginnings(extent, checkpoints),
              here -> progress.at(before + here)));
      done += extent.span().records();
    }
    return new VerifyReport(verdicts);
  }

  private static PartitionReplay.Beginnings beginnings(Extent extent, Checkpoints checkpoints) {
    return extent.checkpoint().isPresent()
        ? checkpoints.states(extent.span().partition(), extent.checkpoint().getAsLong())
        : PartitionReplay.WITH_NOTHING;
  }

  private PartitionVerdict compare(
      Extent extent,
      VersionPlan plan,
      PartitionReplay.Beginnings beginnings,
      LongConsumer progress) {
    Span span = extent.span();
    try (ForecastMatcher recorded = new ForecastMatcher(log, settings, span)) {
      Comparison comparison =
          new Comparison(span, recorded, extent.cut(), extent.checkpoint().isPresent());
      SpanReplay.End end =
          new SpanReplay(log, settings, span, plan, beginnings, comparison).run(progress);
      PartitionVerdict verdict = comparison.verdict(end);
      return extent.why().isEmpty() || nothingRecorded(verdict)
          ? verdict
          : verdict.because(extent.why());
    }
  }

  /**
   * Replays with another version from {@code from} on, to which every series swaps at its next
   * record as it would in the application, and scores its forecasts beside the recorded ones.
   *
   * @param from first input offsets processed under that version
   * @param to input offsets before which it ends; never later than what is processed
   * @throws NoSuchVersionException if there is none, or it cannot be used
   */
  public WhatIfReport whatIf(long version, Offsets from, Offsets to, Progress progress) {
    Activations activations = Activations.read(log, settings);
    Set<Long> wanted = versions(activations);
    wanted.add(version);
    RecordedModels models = RecordedModels.read(log, settings, wanted);
    Model model =
        models
            .model(version)
            .orElseThrow(() -> new NoSuchVersionException(models.whyMissing(version)));
    WhatIf scores = new WhatIf(model.shape().horizon());
    Checkpoints checkpoints = Checkpoints.read(log, settings);
    List<Extent> extents = extents(activations, checkpoints, from, to);
    progress.begin(extents.stream().mapToLong(extent -> extent.span().records()).sum());
    long done = 0;
    for (Extent extent : extents) {
      long before = done;
      Span span = extent.span();
      VersionPlan plan =
          VersionPlan.recorded(activations.of(span.partition()), models, settings.modelName())
              .instead(span.from(), version);
      score(
          extent,
          plan,
          beginnings(extent, checkpoints),
          scores,
          here -> progress.at(before + here));
      done += span.records();
    }
    return scores.report(version);
  }

  private void score(
      Extent extent,
      VersionPlan plan,
      PartitionReplay.Beginnings beginnings,
      WhatIf scores,
      LongConsumer progress) {
    Span span = extent.span();
    try (ForecastMatcher recorded = new ForecastMatcher(log, settings, span)) {
      SpanReplay.End end =
          new SpanReplay(log, settings, span, plan, beginnings, scores.of(span, recorded))
              .run(progress);
      String partition = "partition " + span.partition() + ": ";
      if (!extent.why().isEmpty() && span.records() > 0) {
        scores.note(
            partition
                + extent.why()
                + (extent.checkpoint().isPresent() ? "" : "; the others start from nothing here"));
      }
      if (!end.why().isEmpty()) {
        scores.note(partition + end.sentence());
      }
    }
  }

  private static boolean nothingRecorded(PartitionVerdict verdict) {
    return verdict.compared() == 0 && verdict.unknown() == 0 && verdict.expired() == 0;
  }

  private List<Extent> extents(
      Activations activations, Checkpoints checkpoints, Offsets from, Offsets to) {
    List<Extent> extents = new ArrayList<>();
    for (int partition : log.partitions(settings.topics().observations())) {
      extents.add(
          Extent.of(
              log,
              settings,
              partition,
              activations.of(partition),
              checkpoints,
              reached.getOrDefault(partition, 0L),
              from,
              to));
    }
    return extents;
  }

  private static Set<Long> versions(Activations activations) {
    return activations.partitions().stream()
        .flatMap(partition -> activations.of(partition).events().stream())
        .map(ActivationEvent::getModelVersion)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
