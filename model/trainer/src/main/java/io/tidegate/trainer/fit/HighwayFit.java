package io.tidegate.trainer.fit;

/**
 * The highway in closed form: for every step h the weights a that minimise
 *
 * <pre>
 *   sum w (y_h - a . r)^2  +  lambda W |a|^2  +  n0 d |a - a_parent|^2
 * </pre>
 *
 * over all rows whose target y_h was observed; r are the highway's regressors, w the row's weight,
 * W the sum of the weights, d the mean weighted square of a regressor. The last term holds the
 * weights near the parent's as if it had seen n0 more rows: with few rows little moves. One thread.
 *
 * <p>The Gram matrix is the same for all steps but for the rows whose target is missing: these are
 * kept apart for each step and taken off again, exactly.
 */
final class HighwayFit {
  private static final double LEAST_SQUARE = 1e-6;

  private final int regressors;
  private final int horizon;

  /** [regressors][regressors], lower triangle: sum of w r r' over all rows. */
  private final double[][] gram;

  /** [horizon]: the same over the rows that lack the step's target; null where none does. */
  private final double[][][] masked;

  /** [horizon][regressors]: sum of w y_h r. */
  private final double[][] right;

  /** [horizon]: sum of w where y_h was observed. */
  private final double[] weight;

  private final double[] scaled;

  HighwayFit(int regressors, int horizon) {
    this.regressors = regressors;
    this.horizon = horizon;
    this.gram = new double[regressors][regressors];
    this.masked = new double[horizon][][];
    this.right = new double[horizon][regressors];
    this.weight = new double[horizon];
    this.scaled = new double[regressors];
  }

  /**
   * Adds one row.
   *
   * @param r [regressors]
   * @param y [horizon]; NaN where the target is missing
   * @param w the row's weight
   */
  void add(float[] r, double[] y, double w) {
    for (int i = 0; i < regressors; i++) {
      scaled[i] = w * r[i];
    }
    addOuter(gram, r);
    for (int h = 0; h < horizon; h++) {
      if (Double.isNaN(y[h])) {
        masked[h] = masked[h] == null ? new double[regressors][regressors] : masked[h];
        addOuter(masked[h], r);
      } else {
        double[] sums = right[h];
        double target = y[h];
        for (int i = 0; i < regressors; i++) {
          sums[i] += target * scaled[i];
        }
        weight[h] += w;
      }
    }
  }

  private void addOuter(double[][] matrix, float[] r) {
    for (int i = 0; i < regressors; i++) {
      double factor = scaled[i];
      double[] row = matrix[i];
      for (int j = 0; j <= i; j++) {
        row[j] += factor * r[j];
      }
    }
  }

  /**
   * Solves every step.
   *
   * @param parent [horizon][regressors], row-major
   * @param lambda ridge as a fraction of the sum of weights
   * @param priorRows n0
   * @return [horizon][regressors], row-major; the parent's weights for a step without any target
   */
  float[] solve(float[] parent, double lambda, double priorRows) {
    float[] solution = parent.clone();
    for (int h = 0; h < horizon; h++) {
      if (weight[h] > 0) {
        solve(h, lambda, priorRows, parent, solution);
      }
    }
    return solution;
  }

  private void solve(int h, double lambda, double priorRows, float[] parent, float[] solution) {
    double[][] matrix = new double[regressors][regressors];
    double trace = 0;
    for (int i = 0; i < regressors; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i][j] = gram[i][j] - (masked[h] == null ? 0 : masked[h][i][j]);
      }
      trace += matrix[i][i];
    }
    double prior = priorRows * Math.max(trace / regressors / weight[h], LEAST_SQUARE);
    double[] rightSide = right[h].clone();
    int from = h * regressors;
    for (int i = 0; i < regressors; i++) {
      matrix[i][i] += lambda * weight[h] + prior;
      rightSide[i] += prior * parent[from + i];
    }
    double[] found = new Cholesky(matrix).solve(rightSide);
    for (int i = 0; i < regressors; i++) {
      solution[from + i] = (float) found[i];
    }
  }
}
