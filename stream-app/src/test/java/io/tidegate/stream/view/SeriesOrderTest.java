package io.tidegate.stream.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.schema.AlertResolution;
import io.tidegate.stream.alerts.AlertSamples;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesOrderTest {
  private static final long STEP = 1_000;

  private final LiveView view = new LiveView(100, 10);

  /** Values that rise by 1 a step, forecast to rise by {@code drift}: an error of |1 - drift|. */
  private void observe(String key, int steps, float drift) {
    for (int i = 0; i < steps; i++) {
      view.accept(key, ForecastSamples.drifting(i * STEP, i, STEP, drift, 1), 0);
    }
  }

  private List<String> keys(SeriesOrder order) {
    return view.standings("", order).stream().map(one -> one.series().key()).toList();
  }

  private SeriesStanding standing(String key) {
    return view.standings(key, SeriesOrder.NAME).get(0);
  }

  @Test
  void seriesAreListedByNameWhateverCameLast() {
    observe("b", 1, 1);
    observe("c", 1, 1);
    observe("a", 1, 1);
    assertThat(keys(SeriesOrder.NAME)).containsExactly("a", "b", "c");
  }

  @Test
  void theLargestErrorBesidePersistenceComesFirstAndWhatHasNoneLast() {
    observe("good", 20, .9f);
    observe("new", 1, 1);
    observe("bad", 20, 3);
    observe("fair", 20, .5f);
    assertThat(keys(SeriesOrder.ERROR)).containsExactly("bad", "fair", "good", "new");
    assertThat(standing("bad").error()).isCloseTo(2, within(1e-6));
    assertThat(standing("new").error()).isNaN();
  }

  @Test
  void aSeriesThatStoodStillHasNoErrorBesidePersistence() {
    for (int i = 0; i < 9; i++) {
      view.accept("still", ForecastSamples.drifting(i * STEP, 5, STEP, 0, 1), 0);
    }
    assertThat(standing("still").error()).isNaN();
  }

  @Test
  void theNewestErrorsWeighMost() {
    observe("a", 400, 2);
    for (int i = 400; i < 800; i++) {
      view.accept("a", ForecastSamples.drifting(i * STEP, i, STEP, 1, 1), 0);
    }
    assertThat(standing("a").error()).isBetween(.01, .1);
  }

  @Test
  void theIntervalThatHeldLeastComesFirstAndWhatHasNoReportLast() {
    observe("kept", 3, 1);
    observe("unscored", 3, 1);
    observe("broken", 3, 1);
    view.accept("kept", ForecastSamples.report(0, 100, 92), 0);
    view.accept("broken", ForecastSamples.report(0, 100, 61), 0);
    assertThat(keys(SeriesOrder.COVERAGE)).containsExactly("broken", "kept", "unscored");
    assertThat(standing("broken").coverage()).isEqualTo(.61);
    assertThat(standing("unscored").coverage()).isNaN();
  }

  @Test
  void theMostOpenAlertsComeFirst() {
    observe("calm", 3, 1);
    observe("over", 3, 1);
    observe("open", 3, 1);
    view.accept("open", AlertSamples.opened("open", 1, Instant.EPOCH), 0);
    var opened = AlertSamples.opened("over", 2, Instant.EPOCH);
    view.accept("over", opened, 0);
    view.accept("over", AlertSamples.resolved(opened, AlertResolution.NORMAL, 9, Instant.EPOCH), 0);
    assertThat(keys(SeriesOrder.ALERTS)).containsExactly("open", "calm", "over");
    assertThat(standing("open").openAlerts()).isEqualTo(1);
    assertThat(standing("over").openAlerts()).isZero();
  }

  @Test
  void whatLiesFarthestBehindTheNewestOfAllComesFirst() {
    observe("newest", 50, 1);
    observe("behind", 10, 1);
    observe("near", 49, 1);
    assertThat(keys(SeriesOrder.LAG)).containsExactly("behind", "near", "newest");
    assertThat(standing("behind").lagMillis()).isEqualTo(40 * STEP);
    assertThat(standing("newest").lagMillis()).isZero();
  }

  @Test
  void onlySeriesThatHaveThePartInTheirNameAreListedWhateverItsCase() {
    observe("Disk 1", 1, 1);
    observe("net", 1, 1);
    assertThat(view.standings("DISK", SeriesOrder.LAG)).hasSize(1);
    assertThat(view.standings("none", SeriesOrder.LAG)).isEmpty();
  }
}
