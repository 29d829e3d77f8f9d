package io.tidegate.kernel.lstm;

/** Loops that the compiler of the JVM can turn into vector instructions by itself. */
final class PlainArithmetic implements Arithmetic {
  @Override
  public void add(float[] columns, int first, float[] factors, int count, float[] sums) {
    int all = columns.length / sums.length;
    for (int top = 0; top < sums.length; top += BLOCK) {
      int rows = Math.min(BLOCK, sums.length - top);
      addToBlock(columns, top * all + first * rows, rows, factors, count, sums, top);
    }
  }

  /** Four columns at a time: a sum is read and written a quarter as often. */
  private static void addToBlock(
      float[] columns, int start, int rows, float[] factors, int count, float[] sums, int top) {
    int j = 0;
    for (; j + 4 <= count; j += 4) {
      int from = start + j * rows;
      float f0 = factors[j];
      float f1 = factors[j + 1];
      float f2 = factors[j + 2];
      float f3 = factors[j + 3];
      for (int row = 0; row < rows; row++) {
        float sum = Math.fma(columns[from + row], f0, sums[top + row]);
        sum = Math.fma(columns[from + rows + row], f1, sum);
        sum = Math.fma(columns[from + 2 * rows + row], f2, sum);
        sums[top + row] = Math.fma(columns[from + 3 * rows + row], f3, sum);
      }
    }
    for (; j < count; j++) {
      int from = start + j * rows;
      float factor = factors[j];
      for (int row = 0; row < rows; row++) {
        sums[top + row] = Math.fma(columns[from + row], factor, sums[top + row]);
      }
    }
  }

  @Override
  public void pass(float[] gates, float[] hidden, float[] cell) {
    int units = hidden.length;
    for (int u = 0; u < units; u++) {
      float input = 0.5f + 0.5f * Activations.tanh(gates[u]);
      float forget = 0.5f + 0.5f * Activations.tanh(gates[units + u]);
      float candidate = Activations.tanh(gates[2 * units + u]);
      float output = 0.5f + 0.5f * Activations.tanh(gates[3 * units + u]);
      cell[u] = Math.fma(forget, cell[u], input * candidate);
      hidden[u] = output * Activations.tanh(cell[u]);
    }
  }

  @Override
  public String toString() {
    return "plain loops";
  }
}
