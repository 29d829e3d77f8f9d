package io.tidegate.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.forecast.CountReason;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.ForecasterSettings;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.forecast.Verdicts;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.series.AccuracyReport;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.kernel.series.StepAccuracy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The production kernel forecasts, its own reports go to the detector. */
class DriftInProductionTest {
  private static final int NO_CHANGE = Integer.MAX_VALUE;
  private static final Verdicts NOBODY =
      new Verdicts() {
        @Override
        public void accepted(Observation observation) {}

        @Override
        public void counted(Observation observation, CountReason reason) {}

        @Override
        public void parked(Observation observation) {}

        @Override
        public void refused(Observation observation, String reason) {}
      };

  /** A day's wave and noise that remembers; from a row on another level, wave and noise. */
  private static final class Wave {
    private final SplittableRandom random;
    private final double size;
    private final double unit;
    private final int change;
    private double noise;

    Wave(int series, int change, long seed) {
      this.random = new SplittableRandom(seed * 100 + series);
      this.size = 2 + 2 * random.nextDouble();
      this.unit = Math.pow(10, series - 2);
      this.change = change;
    }

    double next(int row) {
      boolean changed = row >= change;
      noise = .6 * noise + (changed ? 1.6 : .8) * random.nextGaussian();
      double wave = Math.sin(2 * Math.PI * (changed ? row + 7 : row) / 24);
      return unit * ((changed ? 8 : 0) + (changed ? 1.7 : 1) * size * wave + noise);
    }
  }

  /** Records from the change on, or from the beginning, after which the first alarm came. */
  private static Optional<Integer> alarm(int series, long step, int rows, int change, long seed) {
    Forecaster forecaster = new Forecaster(1, ShippedModel.load(), ForecasterSettings.defaults());
    DriftDetector detector = new DriftDetector(new DriftSettings(1, 0.1, 64, 1));
    List<Wave> waves = new ArrayList<>();
    List<SeriesState> states = new ArrayList<>();
    for (int one = 0; one < series; one++) {
      waves.add(new Wave(one, change, seed));
      states.add(SeriesState.start(step));
    }
    int first = change == NO_CHANGE ? 0 : change * series;
    for (int record = 0; record < rows * series; record++) {
      int row = record / series;
      SeriesState state = states.get(record % series);
      double value = waves.get(record % series).next(row);
      forecaster.observe(state, new Observation(record, row * step, value), NOBODY);
      Optional<AccuracyReport> report = state.takeAccuracy();
      if (report.isPresent()
          && detector.add(asErrors("series-" + record % series, report.get())).isPresent()) {
        return Optional.of(record + 1 - first);
      }
    }
    return Optional.empty();
  }

  private static ErrorReport asErrors(String series, AccuracyReport report) {
    List<StepAccuracy> steps = report.steps();
    return new ErrorReport(
        series,
        1,
        report.observations(),
        steps.stream().mapToInt(StepAccuracy::step).toArray(),
        steps.stream()
            .mapToDouble(
                one -> one.forecasts() == 0 ? Double.NaN : one.absoluteErrors() / one.forecasts())
            .toArray());
  }

  @ParameterizedTest
  @CsvSource({"1, 3600000, 2000", "5, 3600000, 2000", "5, 1000, 6000"})
  void aPlantedChangeIsDetectedWithin500RecordsInNineOfTenSeeds(int series, long step, int change) {
    int detected = 0;
    for (int seed = 0; seed < 10; seed++) {
      Optional<Integer> alarm = alarm(series, step, change + 500 / series + 1, change, seed);
      detected += alarm.filter(delay -> delay > 0 && delay <= 500).isPresent() ? 1 : 0;
    }
    assertThat(detected).isGreaterThanOrEqualTo(9);
  }

  @Test
  void withoutAChangeThereIsNoAlarmIn200_000Records() {
    for (int seed = 0; seed < 2; seed++) {
      assertThat(alarm(5, 3_600_000, 20_000, NO_CHANGE, seed)).isEmpty();
    }
  }
}
