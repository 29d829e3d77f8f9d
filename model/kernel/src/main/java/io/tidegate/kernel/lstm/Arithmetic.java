package io.tidegate.kernel.lstm;

/**
 * The two inner loops of a step. Every implementation gives the same bits: a sum runs over the
 * columns in their order, one fused multiply-add each, and tanh is that of {@link Activations}.
 * Immutable and thread-safe.
 *
 * <p>Which one is used is settled once, when the first step is taken: the one of the Vector API
 * where the JVM was started with {@code --add-modules jdk.incubator.vector} and the environment
 * does not say {@code TIDEGATE_VECTOR=off}, else plain loops.
 */
public interface Arithmetic {
  /** Rows of a block of a matrix: eight of the widest vectors. */
  int BLOCK = 128;

  /**
   * Adds columns of a matrix, each times its factor: sums[r] += columns[first + j][r] * factors[j]
   * for j = 0, 1, ...
   *
   * @param columns as {@link #columns} places them
   * @param first the column that the first factor belongs to
   * @param factors [count], or longer
   * @param sums [rows], replaced
   */
  void add(float[] columns, int first, float[] factors, int count, float[] sums);

  /**
   * Moves hidden and cell state by what the gates say, as in {@link LstmLayer}.
   *
   * @param gates [4 units] pre-activations, blocks i, f, g, o, half of them but for g: the sigmoid
   *     of x is (1 + tanh(x / 2)) / 2; of no use after it
   * @param hidden [units], replaced
   * @param cell [units], replaced
   */
  void pass(float[] gates, float[] hidden, float[] cell);

  /**
   * The matrix in the order in which {@link #add} reads it: blocks of {@value #BLOCK} rows, each
   * column by column, so that what a few registers add up lies in one piece.
   *
   * @param matrix [rows][columns]
   */
  static float[] columns(float[][] matrix) {
    int rows = matrix.length;
    int count = matrix[0].length;
    float[] columns = new float[rows * count];
    int at = 0;
    for (int top = 0; top < rows; top += BLOCK) {
      for (int column = 0; column < count; column++) {
        for (int row = top; row < Math.min(top + BLOCK, rows); row++) {
          columns[at++] = matrix[row][column];
        }
      }
    }
    return columns;
  }

  /** The one in use. */
  static Arithmetic chosen() {
    return ChosenArithmetic.CHOSEN;
  }
}
