package io.tidegate.trainer.network;

/**
 * The sizes of a network and its chunks; they do not change while it lives.
 *
 * @param inputs D, inputs of the lowest layer
 * @param units H, hidden units of every layer
 * @param layers number of stacked LSTM layers
 * @param outputs K, outputs of the linear head
 * @param steps T, steps of one chunk
 * @param lanes B, sequences side by side
 */
public record NetworkShape(int inputs, int units, int layers, int outputs, int steps, int lanes) {
  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public NetworkShape {
    if (Math.min(Math.min(inputs, units), Math.min(layers, outputs)) < 1
        || steps < 1
        || lanes < 1) {
      throw new IllegalArgumentException(
          "every size must be positive, found inputs "
              + inputs
              + ", units "
              + units
              + ", layers "
              + layers
              + ", outputs "
              + outputs
              + ", steps "
              + steps
              + ", lanes "
              + lanes);
    }
  }

  /** Inputs of one layer, the lowest being 0. */
  public int inputsOf(int layer) {
    return layer == 0 ? inputs : units;
  }

  /** Steps times lanes. */
  public int rows() {
    return steps * lanes;
  }
}
