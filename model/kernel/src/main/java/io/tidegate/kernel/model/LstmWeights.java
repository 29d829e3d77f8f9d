package io.tidegate.kernel.model;

import io.tidegate.kernel.lstm.LstmLayer;

/**
 * The weights of one LSTM layer, rows in the gate blocks i, f, g, o. Immutable.
 *
 * @see LstmLayer
 */
public final class LstmWeights {
  private final int inputs;
  private final int units;
  private final float[] inputWeights;
  private final float[] recurrentWeights;
  private final float[] bias;

  /**
   * Copies the arrays.
   *
   * @param inputWeights [4 units][inputs], row-major
   * @param recurrentWeights [4 units][units], row-major
   * @param bias [4 units]
   * @throws IllegalArgumentException for a wrong size or a number that is not finite
   */
  public LstmWeights(
      int inputs, int units, float[] inputWeights, float[] recurrentWeights, float[] bias) {
    this.inputs = inputs;
    this.units = units;
    this.inputWeights = Tensors.checked("input weights", inputWeights, 4 * units * inputs);
    this.recurrentWeights =
        Tensors.checked("recurrent weights", recurrentWeights, 4 * units * units);
    this.bias = Tensors.checked("bias", bias, 4 * units);
  }

  /** Number of inputs. */
  public int inputs() {
    return inputs;
  }

  /** Number of units. */
  public int units() {
    return units;
  }

  /** A copy of [4 units][inputs]. */
  public float[] inputWeights() {
    return inputWeights.clone();
  }

  /** A copy of [4 units][units]. */
  public float[] recurrentWeights() {
    return recurrentWeights.clone();
  }

  /** A copy of [4 units]. */
  public float[] bias() {
    return bias.clone();
  }

  /** The layer that computes with these weights. */
  public LstmLayer layer() {
    return new LstmLayer(inputs, units, inputWeights, recurrentWeights, bias);
  }
}
