package io.tidegate.kernel.lstm;

/**
 * The two inner loops of a step. Every implementation gives the same bits: a sum runs over the
 * columns in their order, one fused multiply-add each, and the functions of the gates are those of
 * {@link Activations}. Immutable and thread-safe.
 *
 * <p>Which one is used is settled once, when the first step is taken: the one of the Vector API
 * where the JVM was started with {@code --add-modules jdk.incubator.vector} and the environment
 * does not say {@code TIDEGATE_VECTOR=off}, else plain loops.
 */
public interface Arithmetic {
  /**
   * Adds columns of a matrix, each times its factor: sums[r] += columns[first + j][r] * factors[j]
   * for j = 0, 1, ...
   *
   * @param columns [columns][rows], as many rows as there are sums
   * @param first the column that the first factor belongs to
   * @param factors [count], or longer
   * @param sums [rows], replaced
   */
  void add(float[] columns, int first, float[] factors, int count, float[] sums);

  /**
   * Moves hidden and cell state by what the gates say, as in {@link LstmLayer}.
   *
   * @param gates [4 units] pre-activations, blocks i, f, g, o
   * @param hidden [units], replaced
   * @param cell [units], replaced
   */
  void pass(float[] gates, float[] hidden, float[] cell);

  /** The one in use. */
  static Arithmetic chosen() {
    return ChosenArithmetic.CHOSEN;
  }
}
