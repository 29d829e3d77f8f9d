package io.tidegate.trainer.fit;

import java.util.Arrays;
import java.util.List;

/**
 * How a model's point forecasts did on the held-back part: pairs of an origin and a step whose
 * actual lies there. Immutable.
 */
public final class Score {
  private final double loss;
  private final long pairs;
  private final double[] stepLoss;
  private final float[] spread;
  private final List<BlockLoss> blocks;

  /** The same without blocks of time. */
  public Score(double loss, long pairs, double[] stepLoss, float[] spread) {
    this(loss, pairs, stepLoss, spread, List.of());
  }

  /**
   * Copies arrays and list.
   *
   * @param loss mean of weight times squared error over s; NaN without pairs
   * @param pairs number of pairs
   * @param stepLoss [horizon]: the loss of each step; NaN without pairs
   * @param spread [horizon]: root mean square of error over s
   * @param blocks the same losses by blocks of time, the newest first within one sampling interval
   */
  public Score(double loss, long pairs, double[] stepLoss, float[] spread, List<BlockLoss> blocks) {
    this.loss = loss;
    this.pairs = pairs;
    this.stepLoss = stepLoss.clone();
    this.spread = spread.clone();
    this.blocks = List.copyOf(blocks);
  }

  /** Mean of weight times squared error over s, each at most 100; NaN without pairs. */
  public double loss() {
    return loss;
  }

  /** Number of pairs. */
  public long pairs() {
    return pairs;
  }

  /** The loss of one step, from 1; NaN without pairs. */
  public double loss(int step) {
    return stepLoss[step - 1];
  }

  /**
   * A copy of [horizon]: root mean square of error over s, each square limited to 16 times the
   * usual one as calibration does.
   */
  public float[] spread() {
    return spread.clone();
  }

  /** Number of steps. */
  public int horizon() {
    return stepLoss.length;
  }

  /** The same over the first {@code steps} alone, all of whose pairs lie in blocks. */
  Score upTo(int steps) {
    if (steps == horizon()) {
      return this;
    }
    List<BlockLoss> first = blocks.stream().map(block -> block.upTo(steps)).toList();
    double sum = 0;
    long all = 0;
    for (BlockLoss block : first) {
      for (int step = 1; step <= steps; step++) {
        sum += block.sum(step);
        all += block.pairs(step);
      }
    }
    return new Score(
        all == 0 ? Double.NaN : sum / all,
        all,
        Arrays.copyOf(stepLoss, steps),
        Arrays.copyOf(spread, steps),
        first);
  }

  /** The losses by blocks of time, the newest first within one sampling interval. */
  public List<BlockLoss> blocks() {
    return blocks;
  }

  @Override
  public String toString() {
    return "loss " + loss + " over " + pairs + " pairs";
  }
}
