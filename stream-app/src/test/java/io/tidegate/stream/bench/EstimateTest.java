package io.tidegate.stream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTest {
  private static BenchResult measured(int series, double cpu, long heap) {
    return new BenchResult(
        new BenchResult.Circumstances(
            "a machine", "a JDK", "1", "today", "standard", "given", 2, 1, 1.5),
        series,
        1_000,
        10,
        null,
        10_000,
        12_000,
        .83,
        20_000,
        .5,
        List.of(),
        new BenchResult.Percentiles(20, 50, 100),
        new BenchResult.EndToEnd(5_000, 100, 200, 1_000),
        new BenchResult.Cpu(cpu / 2, cpu / 4, cpu / 4, 7, cpu + 7, cpu / 3, cpu),
        new BenchResult.Parts(1, 1, 1, 1, 1, 1),
        10_000,
        6_000,
        new BenchResult.StateParts(4_000, 1_960, 40),
        7_000,
        6_100,
        5_000,
        60,
        1_500,
        heap,
        null,
        series / 10_000.0,
        30);
  }

  private static final List<BenchResult> MEASURED =
      List.of(measured(100_000, 80, 400_000_000), measured(1_000, 40, 100_000_000));

  @Test
  void coresAreTheRateTimesWhatARecordCosts() {
    Estimate estimate = Estimate.of(1_000, 25_000, MEASURED);
    assertThat(estimate.cores()).isCloseTo(25_000 * 40e-6, within(1e-9));
    assertThat(estimate.coresToProvide()).isGreaterThan(estimate.cores());
  }

  @Test
  void betweenTwoMeasurementsTheCostGrowsWithTheLogarithm() {
    assertThat(Estimate.of(10_000, 1e6, MEASURED).cores()).isCloseTo(60, within(1e-9));
  }

  @Test
  void outsideTheMeasurementsTheNearestHolds() {
    assertThat(Estimate.of(10, 1e6, MEASURED).cores()).isCloseTo(40, within(1e-9));
    assertThat(Estimate.of(9_000_000, 1e6, MEASURED).cores()).isCloseTo(80, within(1e-9));
  }

  @Test
  void spaceGrowsWithTheSeries() {
    Estimate estimate = Estimate.of(1_000_000, 10_000, MEASURED);
    assertThat(estimate.diskBytes()).isCloseTo(7e9, within(1.0));
    assertThat(estimate.changelogBytes()).isCloseTo(6.1e9, within(1.0));
    assertThat(estimate.restoreSeconds()).isCloseTo(100, within(1e-6));
  }

  @Test
  void aSeriesIsWrittenToTheChangelogAtMostOnceACommit() {
    assertThat(Estimate.of(1_000_000, 10_000, MEASURED).changelogMegabytesPerSecond())
        .isCloseTo(61, within(1e-9));
    assertThat(Estimate.of(10, 10_000, MEASURED).changelogMegabytesPerSecond())
        .isCloseTo(100 * 6_100 / 1e6, within(1e-9));
  }

  @Test
  void whatMovesIsObservationForecastAndChangelog() {
    assertThat(Estimate.of(1_000_000, 10_000, MEASURED).networkMegabytesPerSecond())
        .isCloseTo(61 + 15.6, within(1e-9));
  }
}
