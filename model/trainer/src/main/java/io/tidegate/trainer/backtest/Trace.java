package io.tidegate.trainer.backtest;

import java.util.Arrays;

/**
 * What was forecast for each scored row exactly so many steps ahead, with the ends of the widest
 * interval; NaN where nothing was. One thread.
 */
final class Trace {
  private final int first;
  private final double[] points;
  private final double[] lower;
  private final double[] upper;

  /** For the rows from {@code first} to before {@code end}. */
  Trace(int first, int end) {
    this.first = first;
    points = new double[end - first];
    lower = new double[end - first];
    upper = new double[end - first];
    Arrays.fill(points, Double.NaN);
  }

  void set(int row, int step, Prediction prediction, int levels) {
    points[row - first] = prediction.point(step);
    boolean more = prediction.hasQuantiles();
    lower[row - first] = more ? prediction.quantile(step, 0) : Double.NaN;
    upper[row - first] = more ? prediction.quantile(step, levels - 1) : Double.NaN;
  }

  double point(int row) {
    return points[row - first];
  }

  double lower(int row) {
    return lower[row - first];
  }

  double upper(int row) {
    return upper[row - first];
  }
}
