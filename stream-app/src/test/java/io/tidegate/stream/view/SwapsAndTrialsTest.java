package io.tidegate.stream.view;

import static io.tidegate.stream.view.ForecastSamples.beside;
import static io.tidegate.stream.view.ForecastSamples.errors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import io.tidegate.schema.AccuracyEvent;
import io.tidegate.schema.ActivationEvent;
import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import java.time.Instant;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SwapsAndTrialsTest {
  private static final Offset<Double> CLOSE = within(1e-9);

  private final LiveView view = new LiveView(500, 100);

  private void report(String key, AccuracyEvent event) {
    view.accept(key, event, 0);
  }

  private void activate(int partition, long offset, long version, Long before, long time) {
    view.accept(
        Integer.toString(partition),
        ActivationEvent.newBuilder()
            .setPartition(partition)
            .setOffset(offset)
            .setModelName("default")
            .setModelVersion(version)
            .setPreviousVersion(before)
            .build(),
        time);
  }

  private void decide(long version, ModelDecision decision, long time, Long basedOn) {
    view.accept(
        "default",
        ModelDecisionEvent.newBuilder()
            .setName("default")
            .setVersion(version)
            .setDecision(decision)
            .setReason("for a reason")
            .setTime(Instant.ofEpochMilli(time))
            .setBasedOn(basedOn == null ? null : Instant.ofEpochMilli(basedOn))
            .setOffsets(List.of())
            .setChampion(version)
            .setBy("operator")
            .build(),
        time);
  }

  @Test
  void aSwapTellsTheErrorsAfterItRelativeToThoseBefore() {
    activate(0, 0, 0, null, 1);
    activate(0, 100, 1, 0L, 2);
    activate(1, 50, 1, 0L, 3);
    int reports = SwapErrors.REPORTS;
    for (int i = 0; i < reports + 2; i++) {
      report("a", errors(0, 10 + i, 0, i < 2 ? 99 : 2));
      report("b", errors(0, 10 + i, 0, 4_000));
    }
    for (int i = 0; i < reports + 2; i++) {
      report("a", errors(0, 110 + i, 1, i < reports ? 1 : 99));
      report("b", errors(0, 110 + i, 1, 8_000));
    }
    List<Swap> swaps = view.swaps();
    assertThat(swaps)
        .extracting(Swap::partition, Swap::version, Swap::offset, Swap::time)
        .containsExactly(tuple(1, 1L, 50L, 3L), tuple(0, 1L, 100L, 2L), tuple(0, 0L, 0L, 1L));
    assertThat(swaps.get(0).errors()).isEmpty();
    assertThat(swaps.get(2).errors()).isEmpty();
    ErrorRatio errors = swaps.get(1).errors().orElseThrow();
    // One series halved its error, another in another unit doubled it.
    assertThat(errors.series()).isEqualTo(2);
    assertThat(errors.better()).isEqualTo(1);
    assertThat(errors.ratio()).isEqualTo(1, CLOSE);
    assertThat(errors.groups())
        .extracting(ErrorRatio.OfGroup::group, ErrorRatio.OfGroup::forecasts)
        .containsExactly(tuple(StepGroup.NEXT, 140L), tuple(StepGroup.FAR, 140L));
  }

  @Test
  void aReportWithForecastsOfTheVersionBeforeCountsForNeither() {
    activate(0, 0, 0, null, 1);
    activate(0, 100, 1, 0L, 2);
    report("a", errors(0, 10, 0, 2));
    AccuracyEvent mixed = errors(0, 110, 1, 50);
    mixed.setOfEarlierVersions(3);
    report("a", mixed);
    assertThat(view.swaps().get(0).errors()).isEmpty();
    report("a", errors(0, 120, 1, 1));
    assertThat(view.swaps().get(0).errors().orElseThrow().ratio()).isEqualTo(.5, CLOSE);
  }

  @Test
  void eachOfSeveralSwapsToOneVersionHasItsOwnErrors() {
    activate(0, 0, 0, null, 1);
    activate(0, 100, 1, 0L, 2);
    activate(0, 200, 0, 1L, 3);
    activate(0, 250, 0, 0L, 4);
    activate(0, 300, 1, 0L, 5);
    report("a", errors(0, 10, 0, 2));
    report("a", errors(0, 110, 1, 4));
    report("a", errors(0, 210, 0, 2));
    report("a", errors(0, 310, 1, 6));
    assertThat(view.swaps())
        .extracting(swap -> swap.errors().map(ErrorRatio::ratio).orElse(Double.NaN))
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : Double.compare(a, b))
        .containsExactly(3.0, .5, 2.0, Double.NaN);
    assertThat(view.inUse()).containsExactly(new PartitionUse(0, "default", 1, 300));
  }

  @Test
  void aTrialComparesOverTheSameForecastsOnly() {
    assertThat(view.trial()).isEmpty();
    report("a", beside(errors(0, 10, 0, 2), 5, 1_000, 1));
    report("a", beside(errors(0, 20, 0, 2), 5, 1_000, 1));
    report("b", beside(errors(1, 10, 0, 300), 5, 1_000, 600));
    report("c", errors(1, 11, 0, 7));
    Trial trial = view.trial().orElseThrow();
    assertThat(trial.challenger()).isEqualTo(5);
    assertThat(trial.decided()).isEqualTo(1_000);
    assertThat(trial.errors().series()).isEqualTo(2);
    assertThat(trial.errors().better()).isEqualTo(1);
    assertThat(trial.errors().ratio()).isEqualTo(Math.exp(-Math.log(2) / 3), CLOSE);
    assertThat(trial.errors().groups())
        .extracting(ErrorRatio.OfGroup::group)
        .containsExactly(StepGroup.FAR);
  }

  @Test
  void anErrorThatIsNotFiniteCountsAsTheWorstAndOneOfNothingNotAtAll() {
    report("a", beside(errors(0, 10, 0, 2), 5, 1_000, Double.NaN));
    report("still", beside(errors(0, 11, 0, 0), 5, 1_000, 0));
    Trial trial = view.trial().orElseThrow();
    assertThat(trial.errors().series()).isEqualTo(1);
    assertThat(trial.errors().ratio()).isEqualTo(100, CLOSE);
  }

  @Test
  void aNewTrialForgetsTheOneBefore() {
    report("a", beside(errors(0, 10, 0, 2), 5, 1_000, 1));
    report("a", beside(errors(0, 20, 0, 2), 6, 2_000, 4));
    report("a", beside(errors(0, 30, 0, 2), 5, 1_000, 1));
    assertThat(view.trial().orElseThrow().challenger()).isEqualTo(6);
    assertThat(view.trial().orElseThrow().errors().ratio()).isEqualTo(2, CLOSE);
  }

  @Test
  void theFeedTellsEveryKindOfDecisionAndThoseThatAreNotInForce() {
    decide(1, ModelDecision.PROMOTED, 10, null);
    decide(2, ModelDecision.PROMOTED, 20, 5L);
    decide(0, ModelDecision.ROLLED_BACK, 30, 10L);
    decide(0, ModelDecision.PINNED, 40, 30L);
    decide(0, ModelDecision.UNPINNED, 50, 40L);
    decide(0, ModelDecision.UNPINNED, 50, 40L);
    decide(0, ModelDecision.KEPT, 60, 50L);
    assertThat(view.feed(0))
        .extracting(FeedEntry::kind)
        .containsExactly(
            FeedEntry.Kind.KEPT,
            FeedEntry.Kind.UNPINNED,
            FeedEntry.Kind.PINNED,
            FeedEntry.Kind.ROLLED_BACK,
            FeedEntry.Kind.PROMOTED,
            FeedEntry.Kind.PROMOTED);
    assertThat(view.feed(0)).allMatch(entry -> entry.by().equals("operator"));
    assertThat(view.feed(0).get(4).refusal().orElseThrow()).contains("decide again");
    assertThat(view.decisions("default")).hasSize(6);
    assertThat(view.decisions("another")).isEmpty();
  }

  @Test
  void ofManyDecisionsTheNewestAreKeptAndBeginWithOneThatHolds() {
    decide(0, ModelDecision.KEPT, 1, null);
    for (long i = 2; i < 3L * ModelJournal.DECISIONS; i += 2) {
      decide(1, ModelDecision.PROMOTED, i, i - 9);
      decide(2, ModelDecision.PROMOTED, i + 1, i == 2 ? (Long) 1L : (Long) (i - 1));
    }
    List<ModelDecisionEvent> kept = view.decisions("default");
    assertThat(kept).hasSizeBetween(ModelJournal.DECISIONS - 2, ModelJournal.DECISIONS);
    assertThat(kept.get(0).getVersion()).isEqualTo(2);
    decide(0, ModelDecision.KEPT, 1, null);
    assertThat(view.decisions("default")).isEqualTo(kept);
  }
}
