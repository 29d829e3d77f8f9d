package io.tidegate.trainer.alerts;

import java.util.SplittableRandom;

/** Ordinary life that incidents are planted in, with noise of standard deviation 1. */
public enum Background {
  /** A daily wave of {@value #AMPLITUDE} standard deviations under noise. */
  SEASONAL,
  /** Nothing but noise. */
  WHITE,
  /** Noise around a level that wanders by a tenth of its deviation from row to row. */
  WALK;

  static final double AMPLITUDE = 5;
  static final int ROWS_PER_DAY = 288;

  private static final double WANDERING = 0.1;

  double[] draw(int rows, SplittableRandom random) {
    double[] values = new double[rows];
    double level = 0;
    for (int row = 0; row < rows; row++) {
      level += this == WALK ? WANDERING * random.nextGaussian() : 0;
      values[row] = level + usual(row) + random.nextGaussian();
    }
    return values;
  }

  /** What is usual at a row, which may be a fraction. */
  double usual(double row) {
    return this == SEASONAL ? AMPLITUDE * StrictMath.sin(2 * Math.PI * row / ROWS_PER_DAY) : 0;
  }
}
