package io.tidegate.stream.verify;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.schema.ActivationEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.stream.models.Activations;
import io.tidegate.stream.models.RecordedModels;
import io.tidegate.stream.topology.PartitionReplay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
          new Comparison(
              span,
              recorded,
              new AlertComparison(
                  log, settings, span, extent.cut(), extent.checkpoint().isPresent()),
              extent.cut(),
              extent.checkpoint().isPresent());
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
    Model model = model(models, version);
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

  private static Model model(RecordedModels models, long version) {
    return models
        .model(version)
        .orElseThrow(() -> new NoSuchVersionException(models.whyMissing(version)));
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

  /**
   * Scores, for each swap so far, the forecasts in the {@value SwapScore#STEPS_AFTER} steps after
   * it beside those of states that were under the version after from their first record on.
   * Partitions whose states came from records that are gone are left out.
   *
   * @return by the time of their decisions
   * @throws NoSuchVersionException if a version's weights are gone
   */
  public List<SwapReport> swaps(Progress progress) {
    Activations activations = Activations.read(log, settings);
    RecordedModels models = RecordedModels.read(log, settings, versions(activations));
    List<Extent> extents =
        extents(activations, Checkpoints.read(log, settings), Offsets.NONE, Offsets.NONE);
    Map<Swap, List<Span>> swaps = new LinkedHashMap<>();
    for (Swap swap : Swap.of(activations)) {
      swaps.put(swap, spans(swap, activations, extents));
    }
    progress.begin(swaps.values().stream().flatMap(List::stream).mapToLong(Span::records).sum());
    List<SwapReport> reports = new ArrayList<>();
    long done = 0;
    for (Map.Entry<Swap, List<Span>> entry : swaps.entrySet()) {
      Swap swap = entry.getKey();
      ModelShape after = model(models, swap.to()).shape();
      SwapScore score = new SwapScore(swap, after.horizon());
      for (Span span : entry.getValue()) {
        long before = done;
        VersionPlan always =
            VersionPlan.recorded(activations.of(span.partition()), models, settings.modelName())
                .instead(0, swap.to());
        score(span, always, score, here -> progress.at(before + here));
        done += span.records();
      }
      int unitsBefore = model(models, swap.from()).shape().units();
      reports.add(score.report(new SwapReport.Units(unitsBefore, after.units())));
    }
    return reports;
  }

  private static List<Span> spans(Swap swap, Activations activations, List<Extent> extents) {
    return extents.stream()
        .filter(extent -> extent.why().isEmpty() && extent.checkpoint().isEmpty())
        .map(Extent::span)
        .flatMap(whole -> swap.span(whole, activations.of(whole.partition())).stream())
        .toList();
  }

  private void score(Span span, VersionPlan always, SwapScore score, LongConsumer progress) {
    try (ForecastMatcher recorded = new ForecastMatcher(log, settings, span)) {
      var unused =
          new SpanReplay(
                  log,
                  settings,
                  span,
                  always,
                  PartitionReplay.WITH_NOTHING,
                  score.of(span, recorded))
              .run(progress);
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
