package io.tidegate.trainer.network;

/**
 * What one pass of the graph reads: T steps of B lanes. Mutable and reused from chunk to chunk; one
 * thread.
 *
 * <p>Row r = t * B + lane of every matrix is step t of a lane.
 */
public final class Chunk {
  /** [T][B][D]: inputs of the lowest layer. */
  public final float[] inputs;

  /** [layers][B * H]: hidden vectors before the first step. */
  public final float[][] hidden;

  /** [layers][B * H]: cell vectors before the first step. */
  public final float[][] cell;

  /** [T * B][H]: factor of each top hidden value on its way to the head: 0, or 1 / (1 - p). */
  public final float[] dropout;

  /** [T * B][K]: what the head shall say. */
  public final float[] targets;

  /** [T * B][K]: weight of each squared error in the loss; 0 where there is no target. */
  public final float[] weights;

  /** Makes a chunk of zeros, without dropout. */
  public Chunk(NetworkShape shape) {
    inputs = new float[shape.rows() * shape.inputs()];
    hidden = new float[shape.layers()][shape.lanes() * shape.units()];
    cell = new float[shape.layers()][shape.lanes() * shape.units()];
    dropout = new float[shape.rows() * shape.units()];
    targets = new float[shape.rows() * shape.outputs()];
    weights = new float[shape.rows() * shape.outputs()];
    java.util.Arrays.fill(dropout, 1f);
  }
}
