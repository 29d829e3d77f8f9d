package io.tidegate.trainer.backtest;

/** Ridge regression on all pairs at once, solved by elimination. */
final class RidgeByHand {
  private RidgeByHand() {}

  /** What it says for the steps after the last value. */
  static double[] points(double[] values, int lags, int steps) {
    double[] points = new double[steps];
    for (int step = 1; step <= steps; step++) {
      double[][] system = new double[lags + 1][lags + 2];
      for (int i = 0; i <= lags; i++) {
        system[i][i] = 1;
      }
      for (int origin = lags - 1; origin + step < values.length; origin++) {
        double[] row = row(values, origin, lags);
        for (int i = 0; i <= lags; i++) {
          for (int j = 0; j <= lags; j++) {
            system[i][j] += row[i] * row[j];
          }
          system[i][lags + 1] += row[i] * values[origin + step];
        }
      }
      double[] newest = row(values, values.length - 1, lags);
      double[] solution = solve(system);
      for (int i = 0; i <= lags; i++) {
        points[step - 1] += solution[i] * newest[i];
      }
    }
    return points;
  }

  private static double[] row(double[] values, int origin, int lags) {
    double[] row = new double[lags + 1];
    for (int lag = 0; lag < lags; lag++) {
      row[lag] = values[origin - lag];
    }
    row[lags] = 1;
    return row;
  }

  private static double[] solve(double[][] system) {
    int size = system.length;
    for (int pivot = 0; pivot < size; pivot++) {
      for (int i = pivot + 1; i < size; i++) {
        double factor = system[i][pivot] / system[pivot][pivot];
        for (int j = pivot; j <= size; j++) {
          system[i][j] -= factor * system[pivot][j];
        }
      }
    }
    double[] solution = new double[size];
    for (int i = size - 1; i >= 0; i--) {
      double rest = system[i][size];
      for (int j = i + 1; j < size; j++) {
        rest -= system[i][j] * solution[j];
      }
      solution[i] = rest / system[i][i];
    }
    return solution;
  }
}
