package io.tidegate.trainer.fit;

import io.tidegate.kernel.forecast.Observation;
import java.util.List;

/**
 * Cuts time into blocks, from the newest observation back, each as long as the horizon: errors of
 * overlapping forecasts, and those of series that move together, fall into one block, so that
 * blocks can be taken as independent. Series with another sampling interval have blocks of their
 * own. Immutable.
 *
 * @param newest the latest event time, milliseconds since the epoch
 * @param steps steps of a block
 */
public record TimeBlocks(long newest, int steps) {
  /** With fewer blocks only enormous differences could be told from chance. */
  public static final int LEAST = 4;

  /**
   * One block.
   *
   * @param stepMillis sampling interval
   * @param ago number of the block, from 0 for the newest
   */
  record Block(long stepMillis, long ago) implements Comparable<Block> {
    @Override
    public int compareTo(Block other) {
      int byStep = Long.compare(stepMillis, other.stepMillis);
      return byStep == 0 ? Long.compare(ago, other.ago) : byStep;
    }
  }

  /** Blocks that begin at the newest observation of {@code series}. */
  static TimeBlocks of(List<SeriesData> series, int steps) {
    long newest = Long.MIN_VALUE;
    for (SeriesData one : series) {
      for (Observation observation : one.observations()) {
        newest = Math.max(newest, observation.time());
      }
    }
    return new TimeBlocks(newest, steps);
  }

  /** The block of an actual; {@code stepMillis} is 0 while it is not known. */
  Block of(long stepMillis, long time) {
    return new Block(stepMillis, stepMillis == 0 ? 0 : (newest - time) / (stepMillis * steps));
  }
}
