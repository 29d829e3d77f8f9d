package io.tidegate.trainer.offline;

import io.tidegate.trainer.fit.BlockLoss;
import io.tidegate.trainer.fit.Score;
import io.tidegate.trainer.fit.TimeBlocks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * What two models' losses on the same pairs of origin and actual say about which is better. Of each
 * step the difference is taken in units of the first one's mean loss there, so each step counts the
 * same; the mean of a block of time is one value, and Student's t over the blocks is the test.
 * Immutable.
 *
 * <p>Source: Diebold and Mariano, "Comparing Predictive Accuracy", 1995, the mean of the loss
 * differences over its deviation; with Student's distribution as Harvey, Leybourne and Newbold,
 * "Testing the equality of prediction mean squared errors", 1997, propose, whose factor for
 * forecasts without overlap is that of the plain t statistic. That few block means do, where errors
 * depend on each other within blocks: Ibragimov and Mueller, "t-Statistic Based Correlation and
 * Heterogeneity Robust Inference", 2010.
 *
 * @param blocks independent values, 0 where the scores have no blocks
 * @param improvement by which fraction the second one's losses are lower in the mean; NaN if
 *     nothing can be said
 * @param probability of such an improvement by chance where there is none; NaN with fewer than
 *     {@link TimeBlocks#LEAST} blocks
 */
record PairedTest(int blocks, double improvement, double probability) {
  /**
   * Compares.
   *
   * @throws IllegalArgumentException if the two were not judged on the same pairs
   */
  static PairedTest of(Score first, Score second) {
    double[] values = blockMeans(first, second);
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    int count = values.length;
    double improvement = count == 0 ? 1 - second.loss() / first.loss() : mean;
    if (count < TimeBlocks.LEAST || Double.isNaN(mean)) {
      return new PairedTest(count, improvement, Double.NaN);
    }
    double deviation = Math.sqrt(squares / (count - 1) / count);
    return new PairedTest(count, improvement, tail(mean, deviation, count - 1));
  }

  /** The chance of a mean of at least {@code mean} where the true one is 0. */
  private static double tail(double mean, double deviation, int degrees) {
    if (deviation == 0) {
      return mean > 0 ? 0 : 1;
    }
    return new TDistribution(null, degrees).cumulativeProbability(-mean / deviation);
  }

  /**
   * One mean a block; a block with fewer than three quarters of the pairs of the largest is cut
   * short and goes with the one beside it.
   */
  private static double[] blockMeans(Score first, Score second) {
    if (first.blocks().size() != second.blocks().size()) {
      throw new IllegalArgumentException(
          "expected both models judged on the same blocks, found "
              + first.blocks().size()
              + " and "
              + second.blocks().size());
    }
    int horizon = Math.min(first.horizon(), second.horizon());
    long largest =
        first.blocks().stream().mapToLong(block -> pairs(block, horizon)).max().orElse(0);
    List<Differences> merged = new ArrayList<>();
    for (int i = 0; i < first.blocks().size(); i++) {
      boolean small = isSmall(pairs(first.blocks().get(i), horizon), largest);
      if (merged.isEmpty() || !(small || isSmall(merged.get(merged.size() - 1).all(), largest))) {
        merged.add(new Differences(horizon));
      }
      merged.get(merged.size() - 1).add(first.blocks().get(i), second.blocks().get(i));
    }
    return merged.stream().mapToDouble(block -> block.mean(first)).toArray();
  }

  private static boolean isSmall(long pairs, long largest) {
    return 4 * pairs < 3 * largest;
  }

  private static long pairs(BlockLoss block, int horizon) {
    long pairs = 0;
    for (int step = 1; step <= horizon; step++) {
      pairs += block.pairs(step);
    }
    return pairs;
  }

  /** By step the sum of the differences, and the pairs. */
  private static final class Differences {
    private final double[] sums;
    private final long[] pairs;

    Differences(int horizon) {
      this.sums = new double[horizon];
      this.pairs = new long[horizon];
    }

    void add(BlockLoss first, BlockLoss second) {
      for (int h = 0; h < sums.length; h++) {
        if (first.pairs(h + 1) != second.pairs(h + 1)) {
          throw new IllegalArgumentException(
              "expected both models judged on the same pairs, found "
                  + first.pairs(h + 1)
                  + " and "
                  + second.pairs(h + 1)
                  + " at step "
                  + (h + 1));
        }
        sums[h] += first.sum(h + 1) - second.sum(h + 1);
        pairs[h] += first.pairs(h + 1);
      }
    }

    long all() {
      return Arrays.stream(pairs).sum();
    }

    /** Over the steps where the first model loses anything at all. */
    double mean(Score first) {
      double mean = 0;
      int steps = 0;
      for (int h = 0; h < sums.length; h++) {
        if (pairs[h] > 0 && first.loss(h + 1) > 0) {
          mean += sums[h] / pairs[h] / first.loss(h + 1);
          steps++;
        }
      }
      return steps == 0 ? Double.NaN : mean / steps;
    }
  }
}
