package io.tidegate.trainer.fit;

/**
 * How chunks are cut out of the runs.
 *
 * @param lanes sequences side by side
 * @param steps rows of a chunk
 * @param chunks most chunks that a lane goes on before it is drawn anew
 * @param burnIn first rows of a lane drawn in mid-run that count for no loss: its state is not yet
 *     what it would be
 * @param dropout probability with which a hidden value is kept from the head
 */
public record LaneSettings(int lanes, int steps, int chunks, int burnIn, double dropout) {
  /** 32 lanes, 96 steps, 4 chunks, 16 rows, 0.2. */
  public static final LaneSettings STANDARD = new LaneSettings(32, 96, 4, 16, 0.2);
}
