package io.tidegate.stream.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.schema.ActivationEvent;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LiveViewTest {
  private final LiveView view = new LiveView(500, 3);

  @Test
  void aSeriesKeepsItsNewestPoints() {
    observe("a", 0, 1_200, 0);
    SeriesHistory history = view.history("a").orElseThrow();
    assertThat(history.times())
        .isEqualTo(LongStream.range(700, 1_200).map(t -> t * 1_000).toArray());
    assertThat(history.values()[499]).isEqualTo(1_199);
    assertThat(history.summary().records()).isEqualTo(1_200);
    assertThat(history.expected()[0]).as("the point before it is gone").isNaN();
    assertThat(history.expected()[1]).isEqualTo(700 + 0.5);
  }

  @Test
  void afterATimeOnlyLaterPointsAreLeft() {
    observe("a", 0, 10, 0);
    SeriesHistory history = view.history("a").orElseThrow();
    assertThat(history.after(7_000).times()).containsExactly(8_000, 9_000);
    assertThat(history.after(7_500).times()).containsExactly(8_000, 9_000);
    assertThat(history.after(-1).times()).hasSize(10);
    assertThat(history.after(9_000).times()).isEmpty();
  }

  @Test
  void theSeriesThatWasSilentLongestMakesRoom() {
    observe("a", 0, 1, 0);
    observe("b", 0, 1, 0);
    observe("c", 0, 1, 0);
    observe("a", 1, 2, 0);
    observe("d", 0, 1, 0);
    assertThat(view.series()).extracting(SeriesSummary::key).containsExactly("a", "c", "d");
    assertThat(view.history("b")).isEmpty();
  }

  @Test
  void aSeriesThatIsProcessedAnewIsRewrittenFromThereOn() {
    observe("a", 0, 100, 0);
    observe("a", 40, 60, 1);
    SeriesHistory history = view.history("a").orElseThrow();
    assertThat(history.times()).hasSize(60).endsWith(59_000);
    assertThat(history.rewinds()).isEqualTo(1);
    assertThat(history.versions())
        .containsExactly(new VersionMark(0, 0), new VersionMark(40_000, 1));
  }

  @Test
  void versionMarksThatAreOutOfSightAreDropped() {
    for (int version = 0; version < 30; version++) {
      observe("a", version * 100L, version * 100L + 100, version);
    }
    assertThat(view.history("a").orElseThrow().versions())
        .extracting(VersionMark::version)
        .containsExactly(25L, 26L, 27L, 28L, 29L);
  }

  @Test
  void aForecastThatContradictsItselfChangesNothing() {
    observe("a", 0, 5, 0);
    ForecastEvent broken = ForecastSamples.drifting(5_000, 5, 1_000, 0, 0);
    broken.setHorizon(47);
    assertThatThrownBy(() -> view.accept("a", broken, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("47 steps and 7 levels");
    assertThat(view.history("a").orElseThrow().times()).hasSize(5);
  }

  @Test
  void theNewestForecastHasAbsoluteQuantiles() {
    observe("a", 0, 5, 3);
    LatestForecast forecast = view.forecast("a").orElseThrow();
    assertThat(forecast.origin()).isEqualTo(4_000);
    assertThat(forecast.time(48)).isEqualTo(52_000);
    assertThat(forecast.quantile(2, 3)).isEqualTo(4 + 2 * 0.5);
    assertThat(forecast.level(3)).isEqualTo(0.5f);
    assertThat(forecast.modelVersion()).isEqualTo(3);
  }

  @Test
  void activationsOfOneVersionAreOneEntryThatNamesThePartitions() {
    view.accept("0", activation(0, 0, 0), 10);
    view.accept("1", activation(1, 0, 0), 20);
    decide(1, ModelDecision.PROMOTED, 30);
    view.accept("0", activation(0, 90, 1), 40);
    List<FeedEntry> feed = view.feed(0);
    assertThat(feed)
        .extracting(FeedEntry::kind)
        .containsExactly(FeedEntry.Kind.IN_USE, FeedEntry.Kind.PROMOTED, FeedEntry.Kind.IN_USE);
    assertThat(feed.get(2).partitions()).containsExactlyInAnyOrder(0, 1);
    assertThat(feed.get(1).lossAfter()).contains(0.5);
    view.accept("1", activation(1, 95, 1), 50);
    assertThat(view.feed(feed.get(0).sequence()))
        .singleElement()
        .satisfies(entry -> assertThat(entry.partitions()).containsExactlyInAnyOrder(0, 1));
    assertThat(view.inUse())
        .containsExactly(
            new PartitionUse(0, "default", 1, 90), new PartitionUse(1, "default", 1, 95));
  }

  @Test
  void theFeedForgetsTheOldest() {
    for (int version = 1; version <= 3 * EventFeed.LIMIT; version++) {
      decide(version, ModelDecision.REJECTED, version);
    }
    assertThat(view.feed(0)).hasSize(EventFeed.LIMIT);
    assertThat(view.feed(0).get(0).version()).isEqualTo(3 * EventFeed.LIMIT);
  }

  @Test
  void theRateCountsTheLastTenSecondsAndNotTheRefill() {
    AtomicLong now = new AtomicLong();
    LiveView timed = new LiveView(500, 3, now::get);
    timed.accept("a", ForecastSamples.drifting(0, 0, 1_000, 0, 0), 0);
    timed.markRefilled();
    for (int i = 1; i <= 40; i++) {
      timed.accept("a", ForecastSamples.drifting(i * 1_000L, 0, 1_000, 0, 0), 0);
      now.addAndGet(TimeUnit.MILLISECONDS.toNanos(250));
    }
    assertThat(timed.status().perSecond()).isEqualTo(4);
    assertThat(timed.status().forecasts()).isEqualTo(41);
    now.addAndGet(TimeUnit.SECONDS.toNanos(5));
    assertThat(timed.status().perSecond()).isEqualTo(2);
    now.addAndGet(TimeUnit.SECONDS.toNanos(500));
    assertThat(timed.status().perSecond()).isZero();
  }

  private void observe(String key, long from, long to, long version) {
    for (long t = from; t < to; t++) {
      view.accept(key, ForecastSamples.drifting(t * 1_000, (double) t, 1_000, 0.5f, version), 0);
    }
  }

  private void decide(long version, ModelDecision decision, long time) {
    view.accept(
        "default",
        ModelDecisionEvent.newBuilder()
            .setName("default")
            .setVersion(version)
            .setDecision(decision)
            .setReason("because")
            .setTime(Instant.ofEpochMilli(time))
            .setOffsets(List.of())
            .setLossBefore(1.0)
            .setLossAfter(0.5)
            .build(),
        time);
  }

  private static ActivationEvent activation(int partition, long offset, long version) {
    return ActivationEvent.newBuilder()
        .setPartition(partition)
        .setOffset(offset)
        .setModelName("default")
        .setModelVersion(version)
        .setPreviousVersion(version == 0 ? null : version - 1)
        .build();
  }
}
