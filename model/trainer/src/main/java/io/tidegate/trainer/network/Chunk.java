package io.tidegate.trainer.network;

/**
 * What one pass reads: T steps of B lanes. Mutable and reused from chunk to chunk; one thread.
 *
 * <p>The lanes of a value lie next to each other: value v of a lane is at v * B + lane.
 */
public final class Chunk {
  /** [T][D * B]: inputs of the lowest layer. */
  public final float[][] inputs;

  /** [layers][H * B]: hidden vectors before the first step. */
  public final float[][] hidden;

  /** [layers][H * B]: cell vectors before the first step. */
  public final float[][] cell;

  /** [T][H * B]: factor of each top hidden value on its way to the head: 0, or 1 / (1 - p). */
  public final float[][] dropout;

  /** [T][K * B]: what the head shall say. */
  public final float[][] targets;

  /** [T][K * B]: weight of each squared error in the loss; 0 where there is no target. */
  public final float[][] weights;

  /** Makes a chunk of zeros, without dropout. */
  public Chunk(NetworkShape shape) {
    int lanes = shape.lanes();
    inputs = new float[shape.steps()][shape.inputs() * lanes];
    hidden = new float[shape.layers()][shape.units() * lanes];
    cell = new float[shape.layers()][shape.units() * lanes];
    dropout = new float[shape.steps()][shape.units() * lanes];
    targets = new float[shape.steps()][shape.outputs() * lanes];
    weights = new float[shape.steps()][shape.outputs() * lanes];
    for (float[] step : dropout) {
      java.util.Arrays.fill(step, 1f);
    }
  }
}
