package io.tidegate.trainer.backtest;

import io.tidegate.kernel.forecast.Forecast;
import io.tidegate.kernel.forecast.Observation;
import java.util.List;
import java.util.Locale;

/**
 * Sums of squared errors of one series on standardised values, by horizon and forecaster: the
 * figure of a horizon is the mean over the steps up to it.
 */
final class Scores {
  private static final int[] HORIZONS = {1, 24, 48};
  private static final String[] NAMES = {"forecast", "persistence", "seasonal naive"};

  private final List<Observation> observations;
  private final double deviation;
  private final int season;
  private final int online;
  private final double[][] squares = new double[NAMES.length][HORIZONS.length];
  private final double[][] absolutes = new double[NAMES.length][HORIZONS.length];
  private final long[] count = new long[HORIZONS.length];

  Scores(List<Observation> observations, int training, int online) {
    this.observations = observations;
    this.online = online;
    double mean = 0;
    for (Observation one : observations.subList(0, training)) {
      mean += one.value() / training;
    }
    double variance = 0;
    for (Observation one : observations.subList(0, training)) {
      variance += (one.value() - mean) * (one.value() - mean) / training;
    }
    this.deviation = Math.sqrt(variance);
    long step = observations.get(1).time() - observations.get(0).time();
    this.season = (int) Math.max(1, 86_400_000 / step);
  }

  void add(int row, Forecast forecast) {
    for (int i = 0; i < HORIZONS.length; i++) {
      int horizon = HORIZONS[i];
      if (row < online || row + horizon >= observations.size() || horizon > forecast.horizon()) {
        continue;
      }
      count[i] += horizon;
      for (int step = 1; step <= horizon; step++) {
        double actual = value(row + step);
        int back = season * ((step + season - 1) / season);
        add(0, i, actual - forecast.point(step));
        add(1, i, actual - value(row));
        add(2, i, actual - value(Math.max(0, row + step - back)));
      }
    }
  }

  private double value(int row) {
    return observations.get(row).value();
  }

  private void add(int forecaster, int i, double error) {
    squares[forecaster][i] += error / deviation * (error / deviation);
    absolutes[forecaster][i] += Math.abs(error / deviation);
  }

  static String report(List<Scores> all) {
    StringBuilder report = new StringBuilder();
    for (int forecaster = 0; forecaster < NAMES.length; forecaster++) {
      report.append(String.format(Locale.ROOT, "%-15s", NAMES[forecaster]));
      for (int i = 0; i < HORIZONS.length; i++) {
        double square = 0;
        double absolute = 0;
        for (Scores one : all) {
          square += one.squares[forecaster][i] / one.count[i] / all.size();
          absolute += one.absolutes[forecaster][i] / one.count[i] / all.size();
        }
        report.append(
            String.format(
                Locale.ROOT, "  1..%d: MSE %.4f MAE %.4f", HORIZONS[i], square, absolute));
      }
      report.append(System.lineSeparator());
    }
    return report.toString();
  }
}
