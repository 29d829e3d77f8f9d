package io.tidegate.stream.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.schema.AccuracyEvent;
import io.tidegate.wire.Int32Vector;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageViewTest {
  private final LiveView view = new LiveView(500, 3);

  private void report(String key, long offset, int forecasts, int hits) {
    view.accept(key, ForecastSamples.report(offset, forecasts, hits), 0);
  }

  @Test
  void nothingIsHeldBeforeTheFirstReport() {
    assertThat(view.coverage("a")).isEmpty();
    assertThat(view.coverage()).isEmpty();
    report("a", 1, 0, 0);
    assertThat(view.coverage("a")).isEmpty();
  }

  @Test
  void reportsOfASeriesAddUpAndThoseOfAllSeriesToo() {
    report("a", 1, 25, 20);
    report("a", 2, 25, 24);
    report("b", 3, 10, 10);
    assertThat(view.coverage("a"))
        .containsExactly(
            new StepCoverage(
                1, 50, List.of(new IntervalCoverage(.9f, 44), new IntervalCoverage(.5f, 22))),
            new StepCoverage(
                24, 50, List.of(new IntervalCoverage(.9f, 44), new IntervalCoverage(.5f, 22))));
    assertThat(view.coverage().get(0).forecasts()).isEqualTo(60);
    assertThat(view.coverage().get(0).intervals().get(0).hits()).isEqualTo(54);
  }

  @Test
  void onlyTheNewestForecastsCount() {
    for (int offset = 0; offset < 100; offset++) {
      report("a", offset, 25, 0);
    }
    for (int offset = 100; offset < 200; offset++) {
      report("a", offset, 25, 25);
      long counted = view.coverage("a").get(0).forecasts();
      assertThat(counted)
          .isBetween(CoverageView.SERIES_WINDOW / 2L, CoverageView.SERIES_WINDOW + 0L);
    }
    StepCoverage newest = view.coverage("a").get(0);
    assertThat(newest.intervals().get(0).hits()).isEqualTo(newest.forecasts());
  }

  @Test
  void aSeriesThatIsProcessedAnewBeginsAnew() {
    report("a", 1, 25, 20);
    report("a", 2, 25, 20);
    report("a", 1, 25, 25);
    assertThat(view.coverage("a").get(0).forecasts()).isEqualTo(25);
  }

  @Test
  void theSeriesThatWasSilentLongestMakesRoom() {
    for (String key : List.of("a", "b", "c", "a", "d")) {
      report(key, 1, 25, 20);
    }
    assertThat(view.coverage("b")).isEmpty();
    assertThat(view.coverage("a")).isNotEmpty();
  }

  @Test
  void aReportThatContradictsItselfIsRefusedAndChangesNothing() {
    report("a", 1, 25, 20);
    AccuracyEvent torn = ForecastSamples.report(2, 25, 20);
    torn.setHits(Int32Vector.encode(new int[] {1}));
    assertThatThrownBy(() -> view.accept("a", torn, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 steps and 2 intervals holds 2 steps, 2 promises, 2 counts and 1");
    assertThat(view.coverage("a").get(0).forecasts()).isEqualTo(25);
  }
}
