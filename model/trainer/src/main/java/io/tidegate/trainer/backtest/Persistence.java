package io.tidegate.trainer.backtest;

import java.util.Arrays;

/** Whatever is, stays. */
final class Persistence implements Baseline {
  private double newest;

  @Override
  public void observe(double value) {
    newest = value;
  }

  @Override
  public double[] points(int steps) {
    double[] points = new double[steps];
    Arrays.fill(points, newest);
    return points;
  }
}
