package io.tidegate.trainer.backtest;

import java.util.EnumMap;
import java.util.Map;

/** Adds up what pairs of forecast and actual of one series say. One thread. */
final class Sums {
  private static final double NEAR = 1e-6;

  private final double[] levels;
  private final double[] pinball;
  private final long[] below;
  private final double[] quantileSums;
  private final long[] between;
  private long count;
  private long quantileCount;
  private double squares;
  private double absolutes;
  private double relatives;

  /** Quantiles, where there are any, stand at {@code levels}, ascending and symmetric. */
  Sums(double[] levels) {
    this.levels = levels;
    pinball = new double[levels.length];
    below = new long[levels.length];
    quantileSums = new double[levels.length];
    between = new long[levels.length / 2];
  }

  void add(Prediction prediction, int step, double actual) {
    double point = prediction.point(step);
    double error = actual - point;
    count++;
    squares += error * error;
    absolutes += Math.abs(error);
    double size = Math.abs(actual) + Math.abs(point);
    relatives += size > 0 ? 2 * Math.abs(error) / size : 0;
    if (prediction.hasQuantiles()) {
      addQuantiles(prediction, step, actual);
    }
  }

  private void addQuantiles(Prediction prediction, int step, double actual) {
    quantileCount++;
    int top = levels.length - 1;
    for (int i = 0; i <= top; i++) {
      double quantile = prediction.quantile(step, i);
      double over = actual - quantile;
      pinball[i] += over >= 0 ? levels[i] * over : (levels[i] - 1) * over;
      below[i] += actual <= quantile ? 1 : 0;
      quantileSums[i] += quantile - prediction.point(step);
    }
    for (int i = 0; i < between.length; i++) {
      boolean inside =
          actual >= prediction.quantile(step, i) && actual <= prediction.quantile(step, top - i);
      between[i] += inside ? 1 : 0;
    }
  }

  /** Number of pairs. */
  long count() {
    return count;
  }

  /** Share of actuals at or below the quantile of a level. */
  double reached(int level) {
    return (double) below[level] / quantileCount;
  }

  Figures figures(Yardstick yardstick) {
    Map<Measure, Double> figures = new EnumMap<>(Measure.class);
    double deviation = yardstick.deviation();
    figures.put(Measure.MSE, squares / count);
    figures.put(Measure.MAE, absolutes / count);
    figures.put(Measure.STANDARDISED_MSE, squares / count / (deviation * deviation));
    figures.put(Measure.STANDARDISED_MAE, absolutes / count / deviation);
    figures.put(Measure.MASE, absolutes / count / yardstick.seasonalError());
    figures.put(Measure.SMAPE, 100 * relatives / count);
    if (quantileCount > 0) {
      figures.put(Measure.PINBALL, meanPinball());
      figures.put(Measure.CRPS, crps());
      interval(figures, .05, Measure.COVERAGE_90, Measure.WIDTH_90);
      interval(figures, .1, Measure.COVERAGE_80, Measure.WIDTH_80);
      interval(figures, .25, Measure.COVERAGE_50, Measure.WIDTH_50);
      double width = figures.getOrDefault(Measure.WIDTH_90, Double.NaN);
      figures.put(Measure.STANDARDISED_WIDTH_90, width / deviation);
    }
    return new Figures(figures);
  }

  private void interval(
      Map<Measure, Double> figures, double lower, Measure coverage, Measure width) {
    for (int i = 0; i < between.length; i++) {
      if (Math.abs(levels[i] - lower) < NEAR) {
        figures.put(coverage, (double) between[i] / quantileCount);
        double both = quantileSums[levels.length - 1 - i] - quantileSums[i];
        figures.put(width, both / quantileCount);
      }
    }
  }

  private double meanPinball() {
    double sum = 0;
    for (double one : pinball) {
      sum += one / quantileCount;
    }
    return sum / levels.length;
  }

  /** Twice the integral of the pinball loss over the levels, by trapezoids, 0 at both ends. */
  private double crps() {
    double integral = 0;
    double lastLevel = 0;
    double last = 0;
    for (int i = 0; i < levels.length; i++) {
      double loss = pinball[i] / quantileCount;
      integral += (levels[i] - lastLevel) * (loss + last) / 2;
      lastLevel = levels[i];
      last = loss;
    }
    return 2 * (integral + (1 - lastLevel) * last / 2);
  }
}
