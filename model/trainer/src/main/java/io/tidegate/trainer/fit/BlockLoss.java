package io.tidegate.trainer.fit;

import java.util.Arrays;

/**
 * What forecasts of actuals in one block of time lost, by step. Grows on the thread that judges;
 * after that it does not change.
 */
public final class BlockLoss {
  private final double[] sums;
  private final long[] pairs;

  /**
   * Copies the arrays.
   *
   * @param sums [horizon]: sum of the losses
   * @param pairs [horizon]: number of pairs of origin and actual
   */
  public BlockLoss(double[] sums, long[] pairs) {
    this.sums = sums.clone();
    this.pairs = pairs.clone();
  }

  static BlockLoss empty(int horizon) {
    return new BlockLoss(new double[horizon], new long[horizon]);
  }

  void add(int h, double loss) {
    sums[h] += loss;
    pairs[h]++;
  }

  /** The same of the first {@code steps} alone. */
  BlockLoss upTo(int steps) {
    return new BlockLoss(Arrays.copyOf(sums, steps), Arrays.copyOf(pairs, steps));
  }

  /** Sum of the losses at one step, from 1. */
  public double sum(int step) {
    return sums[step - 1];
  }

  /** Number of pairs at one step, from 1. */
  public long pairs(int step) {
    return pairs[step - 1];
  }
}
