package io.tidegate.kernel.lstm;

/**
 * One LSTM layer with D inputs and H units, without peepholes. Immutable; the vectors belong to the
 * caller, so one layer serves any number of threads.
 *
 * <pre>
 *   i = sigmoid(W_i x + U_i h + b_i)      input gate
 *   f = sigmoid(W_f x + U_f h + b_f)      forget gate
 *   g = tanh   (W_g x + U_g h + b_g)      candidate
 *   o = sigmoid(W_o x + U_o h + b_o)      output gate
 *   c' = f * c + i * g                    cell state
 *   h' = o * tanh(c')                     hidden state
 * </pre>
 *
 * <p>Source: Hochreiter and Schmidhuber, "Long short-term memory", Neural Computation 9 (1997),
 * with the forget gate of Gers, Schmidhuber and Cummins, Neural Computation 12 (2000).
 *
 * <p>The sum of a pre-activation runs over the bias, then the inputs, then the hidden units, one
 * fused multiply-add each: the order of rounding does not depend on the width of a vector register.
 */
public final class LstmLayer {
  /** Which block of rows has no sigmoid, and so is not halved for {@link Arithmetic#pass}. */
  private static final int CANDIDATE = 2;

  private final Arithmetic arithmetic;
  private final int inputs;
  private final int units;

  /** The matrix [4 units][inputs + units], half of it but for the candidate's rows. */
  private final float[] columns;

  /** [4 units], half of it but for the candidate's rows. */
  private final float[] bias;

  /**
   * Makes a layer of row-major matrices whose rows are the gate blocks i, f, g, o.
   *
   * @param inputWeights [4 units][inputs]
   * @param recurrentWeights [4 units][units]
   * @param bias [4 units]
   */
  public LstmLayer(
      int inputs, int units, float[] inputWeights, float[] recurrentWeights, float[] bias) {
    this(Arithmetic.chosen(), inputs, units, inputWeights, recurrentWeights, bias);
  }

  LstmLayer(
      Arithmetic arithmetic,
      int inputs,
      int units,
      float[] inputWeights,
      float[] recurrentWeights,
      float[] bias) {
    this.arithmetic = arithmetic;
    this.inputs = inputs;
    this.units = units;
    this.bias = new float[4 * units];
    float[][] matrix = new float[4 * units][inputs + units];
    for (int row = 0; row < bias.length; row++) {
      boolean candidate = row / units == CANDIDATE;
      // Exact: half of a float loses nothing but at the very end of its range.
      float share = candidate ? 1 : 0.5f;
      this.bias[row] = share * bias[row];
      for (int i = 0; i < inputs; i++) {
        matrix[row][i] = share * inputWeights[row * inputs + i];
      }
      for (int i = 0; i < units; i++) {
        matrix[row][inputs + i] = share * recurrentWeights[row * units + i];
      }
    }
    this.columns = Arithmetic.columns(matrix);
  }

  /** Number of inputs D. */
  public int inputs() {
    return inputs;
  }

  /** Number of units H. */
  public int units() {
    return units;
  }

  /**
   * Moves hidden and cell state forward by one step.
   *
   * @param x [inputs], read only
   * @param hidden [units], replaced
   * @param cell [units], replaced
   * @param gates [4 units], scratch
   */
  public void step(float[] x, float[] hidden, float[] cell, float[] gates) {
    System.arraycopy(bias, 0, gates, 0, gates.length);
    arithmetic.add(columns, 0, x, inputs, gates);
    arithmetic.add(columns, inputs, hidden, units, gates);
    arithmetic.pass(gates, hidden, cell);
  }
}
