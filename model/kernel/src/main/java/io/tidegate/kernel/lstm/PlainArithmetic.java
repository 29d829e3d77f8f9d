package io.tidegate.kernel.lstm;

/** Loops that the compiler of the JVM can turn into vector instructions by itself. */
final class PlainArithmetic implements Arithmetic {
  /** Four columns at a time: a sum is read and written a quarter as often. */
  @Override
  public void add(float[] columns, int first, float[] factors, int count, float[] sums) {
    int rows = sums.length;
    int j = 0;
    for (; j + 4 <= count; j += 4) {
      int from = (first + j) * rows;
      float f0 = factors[j];
      float f1 = factors[j + 1];
      float f2 = factors[j + 2];
      float f3 = factors[j + 3];
      for (int row = 0; row < rows; row++) {
        float sum = Math.fma(columns[from + row], f0, sums[row]);
        sum = Math.fma(columns[from + rows + row], f1, sum);
        sum = Math.fma(columns[from + 2 * rows + row], f2, sum);
        sums[row] = Math.fma(columns[from + 3 * rows + row], f3, sum);
      }
    }
    for (; j < count; j++) {
      int from = (first + j) * rows;
      float factor = factors[j];
      for (int row = 0; row < rows; row++) {
        sums[row] = Math.fma(columns[from + row], factor, sums[row]);
      }
    }
  }

  @Override
  public void pass(float[] gates, float[] hidden, float[] cell) {
    pass(gates, hidden, cell, 0);
  }

  /** From the unit {@code first} on. */
  static void pass(float[] gates, float[] hidden, float[] cell, int first) {
    int units = hidden.length;
    for (int u = first; u < units; u++) {
      float input = Activations.sigmoid(gates[u]);
      float forget = Activations.sigmoid(gates[units + u]);
      float candidate = Activations.tanh(gates[2 * units + u]);
      float output = Activations.sigmoid(gates[3 * units + u]);
      cell[u] = Math.fma(forget, cell[u], input * candidate);
      hidden[u] = output * Activations.tanh(cell[u]);
    }
  }

  @Override
  public String toString() {
    return "plain loops";
  }
}
