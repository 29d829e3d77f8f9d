package io.tidegate.trainer.fit;

/**
 * Solves a symmetric positive definite system by the Cholesky decomposition in float64, in a fixed
 * order of arithmetic, so that a refit gives the same bytes on every machine (a native LAPACK does
 * not).
 *
 * <p>Source: Golub and Van Loan, "Matrix Computations", algorithm 4.2.1.
 */
final class Cholesky {
  private final double[][] lower;

  /**
   * Decomposes; only the lower triangle is read.
   *
   * @throws ArithmeticException if the matrix is not positive definite
   */
  Cholesky(double[][] matrix) {
    int n = matrix.length;
    lower = new double[n][];
    for (int i = 0; i < n; i++) {
      lower[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        if (i == j && !(sum > 0)) {
          throw new ArithmeticException(
              "matrix is not positive definite: pivot " + i + " is " + sum);
        }
        lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
      }
    }
  }

  /** The solution for one right-hand side, as a new array. */
  double[] solve(double[] right) {
    int n = lower.length;
    double[] x = right.clone();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= lower[i][k] * x[k];
      }
      x[i] /= lower[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        x[i] -= lower[k][i] * x[k];
      }
      x[i] /= lower[i][i];
    }
    return x;
  }
}
