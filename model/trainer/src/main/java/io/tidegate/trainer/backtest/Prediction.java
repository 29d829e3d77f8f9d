package io.tidegate.trainer.backtest;

import io.tidegate.kernel.forecast.Forecast;

/** What one method said at one origin. Immutable once made. */
final class Prediction {
  private final double[] points;
  private final double[][] quantiles;

  /** Only points: [step - 1]. */
  Prediction(double[] points) {
    this(points, null);
  }

  /** Points and quantiles: [step - 1][level]. */
  Prediction(double[] points, double[][] quantiles) {
    this.points = points;
    this.quantiles = quantiles;
  }

  static Prediction of(Forecast forecast, int steps) {
    double[] points = new double[steps];
    double[][] quantiles = new double[steps][forecast.levels().length];
    for (int step = 1; step <= steps; step++) {
      points[step - 1] = forecast.point(step);
      for (int level = 0; level < quantiles[0].length; level++) {
        quantiles[step - 1][level] = forecast.quantile(step, level);
      }
    }
    return new Prediction(points, quantiles);
  }

  double point(int step) {
    return points[step - 1];
  }

  /** Whether it says more than points. */
  boolean hasQuantiles() {
    return quantiles != null;
  }

  double quantile(int step, int level) {
    return quantiles[step - 1][level];
  }
}
