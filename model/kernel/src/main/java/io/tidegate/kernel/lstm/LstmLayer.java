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
  private final int inputs;
  private final int units;

  /** [inputs + units][4 units]: one row of pre-activation weights per column of (x, h). */
  private final float[] columns;

  /** [4 units]: blocks i, f, g, o. */
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
    this.inputs = inputs;
    this.units = units;
    this.bias = bias.clone();
    this.columns = new float[(inputs + units) * 4 * units];
    transpose(inputWeights, inputs, 0);
    transpose(recurrentWeights, units, inputs);
  }

  private void transpose(float[] matrix, int width, int firstColumn) {
    int rows = 4 * units;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < width; column++) {
        columns[(firstColumn + column) * rows + row] = matrix[row * width + column];
      }
    }
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
    System.arraycopy(bias, 0, gates, 0, 4 * units);
    for (int j = 0; j < inputs; j++) {
      addColumn(j, x[j], gates);
    }
    for (int j = 0; j < units; j++) {
      addColumn(inputs + j, hidden[j], gates);
    }
    for (int u = 0; u < units; u++) {
      float input = Activations.sigmoid(gates[u]);
      float forget = Activations.sigmoid(gates[units + u]);
      float candidate = Activations.tanh(gates[2 * units + u]);
      float output = Activations.sigmoid(gates[3 * units + u]);
      cell[u] = Math.fma(forget, cell[u], input * candidate);
      hidden[u] = output * Activations.tanh(cell[u]);
    }
  }

  private void addColumn(int column, float factor, float[] gates) {
    int rows = 4 * units;
    int from = column * rows;
    for (int row = 0; row < rows; row++) {
      gates[row] = Math.fma(columns[from + row], factor, gates[row]);
    }
  }
}
