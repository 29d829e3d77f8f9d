package io.tidegate.trainer.fit;

import java.util.ArrayList;
import java.util.List;

/** Rows whose targets are held back, to choose between highways. One thread. */
final class HeldBackRows {
  private static final double MOST_LOSS = 100;

  private final List<Row> rows = new ArrayList<>();

  private static final class Row {
    private final float[] regressors;
    private final double[] targets;
    private final double weight;

    Row(float[] regressors, double[] targets, double weight) {
      this.regressors = regressors.clone();
      this.targets = targets.clone();
      this.weight = weight;
    }
  }

  /**
   * Adds one row.
   *
   * @param r [regressors]
   * @param y [horizon]; NaN where the target is missing or not held back
   */
  void add(float[] r, double[] y, double w) {
    rows.add(new Row(r, y, w));
  }

  /**
   * For each step the sum of weight times squared error, each at most {@value #MOST_LOSS}.
   *
   * @param highway [horizon][regressors], row-major
   * @return a new [horizon]
   */
  double[] loss(float[] highway, int horizon) {
    double[] loss = new double[horizon];
    for (Row row : rows) {
      int width = row.regressors.length;
      for (int h = 0; h < horizon; h++) {
        if (!Double.isNaN(row.targets[h])) {
          double error = row.targets[h] - dot(highway, h * width, row.regressors);
          loss[h] += Math.min(row.weight * error * error, MOST_LOSS);
        }
      }
    }
    return loss;
  }

  /** For each step the number of pairs that its loss is over. */
  long[] pairs(int horizon) {
    long[] pairs = new long[horizon];
    for (Row row : rows) {
      for (int h = 0; h < horizon; h++) {
        pairs[h] += Double.isNaN(row.targets[h]) ? 0 : 1;
      }
    }
    return pairs;
  }

  private static float dot(float[] highway, int from, float[] regressors) {
    float sum = 0;
    for (int i = 0; i < regressors.length; i++) {
      sum = Math.fma(highway[from + i], regressors[i], sum);
    }
    return sum;
  }
}
