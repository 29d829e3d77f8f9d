package io.tidegate.stream.verify;

import io.tidegate.schema.ActivationEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.stream.models.Activations;
import io.tidegate.stream.models.RecordedModels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Replays the observations, partition by partition, from the earliest that is retained, with the
 * recorded versions, and compares each forecast with the recorded one. Reads only; the application
 * may run meanwhile. Memory: the encoded states of one partition's series, and the weights of the
 * versions that were used. Used by one thread.
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
    List<Extent> extents = extents(activations, from, to);
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
              here -> progress.at(before + here)));
      done += extent.span().records();
    }
    return new VerifyReport(verdicts);
  }

  private PartitionVerdict compare(Extent extent, VersionPlan plan, LongConsumer progress) {
    Span span = extent.span();
    try (ForecastMatcher recorded = new ForecastMatcher(log, settings, span)) {
      Comparison comparison = new Comparison(span, recorded, extent.cut());
      SpanReplay.End end = new SpanReplay(log, settings, span, plan, comparison).run(progress);
      PartitionVerdict verdict = comparison.verdict(end);
      return extent.why().isEmpty() || nothingRecorded(verdict)
          ? verdict
          : verdict.because(extent.why());
    }
  }

  private static boolean nothingRecorded(PartitionVerdict verdict) {
    return verdict.compared() == 0 && verdict.unknown() == 0 && verdict.expired() == 0;
  }

  private List<Extent> extents(Activations activations, Offsets from, Offsets to) {
    List<Extent> extents = new ArrayList<>();
    for (int partition : log.partitions(settings.topics().observations())) {
      extents.add(
          Extent.of(
              log,
              settings,
              partition,
              activations.of(partition),
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
        .collect(Collectors.toSet());
  }
}
