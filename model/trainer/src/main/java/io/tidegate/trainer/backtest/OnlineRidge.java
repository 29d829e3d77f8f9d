package io.tidegate.trainer.backtest;

/**
 * Online ridge regression: recursive least squares without forgetting on the newest lags and a
 * constant, one set of coefficients for each step ahead.
 *
 * <p>All steps share their regressors, only learnt from later by as many rows, and so share the
 * gains too: the gain of a row waits until the actual of its step has come.
 */
final class OnlineRidge implements Baseline {
  private static final int LAGS = 96;
  private static final int SIZE = LAGS + 1;
  private static final double RIDGE = 1;

  private final int steps;
  private final double mean;
  private final double deviation;
  private final double[] inverse = new double[SIZE * SIZE];
  private final double[][] coefficients;
  private final double[][] regressors;
  private final double[][] gains;
  private final double[] lags = new double[LAGS];
  private int rows;

  /** Values are standardised by {@code mean} and {@code deviation}; {@code steps} to learn. */
  OnlineRidge(int steps, double mean, double deviation) {
    this.steps = steps;
    this.mean = mean;
    this.deviation = Double.isNaN(deviation) ? 1 : deviation;
    coefficients = new double[steps][SIZE];
    regressors = new double[steps + 1][SIZE];
    gains = new double[steps + 1][SIZE];
    for (int i = 0; i < SIZE; i++) {
      inverse[i * SIZE + i] = 1 / RIDGE;
    }
  }

  @Override
  public void observe(double value) {
    double standardised = (value - mean) / deviation;
    int known = rows - (LAGS - 1);
    for (int step = 1; step <= steps && step <= known; step++) {
      int origin = (rows - step) % (steps + 1);
      double error = standardised - dot(coefficients[step - 1], regressors[origin]);
      for (int i = 0; i < SIZE; i++) {
        coefficients[step - 1][i] += gains[origin][i] * error;
      }
    }
    System.arraycopy(lags, 0, lags, 1, LAGS - 1);
    lags[0] = standardised;
    if (rows >= LAGS - 1) {
      enter(rows % (steps + 1));
    }
    rows++;
  }

  private void enter(int place) {
    double[] regressor = regressors[place];
    System.arraycopy(lags, 0, regressor, 0, LAGS);
    regressor[LAGS] = 1;
    double[] product = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      double sum = 0;
      for (int j = 0; j < SIZE; j++) {
        sum += inverse[i * SIZE + j] * regressor[j];
      }
      product[i] = sum;
    }
    double denominator = 1 + dot(product, regressor);
    double[] gain = gains[place];
    for (int i = 0; i < SIZE; i++) {
      gain[i] = product[i] / denominator;
    }
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j <= i; j++) {
        double less = gain[i] * product[j];
        inverse[i * SIZE + j] -= less;
        inverse[j * SIZE + i] = inverse[i * SIZE + j];
      }
    }
  }

  @Override
  public double[] points(int wanted) {
    double[] points = new double[wanted];
    for (int step = 0; step < wanted; step++) {
      points[step] =
          rows < LAGS
              ? lags[0] * deviation + mean
              : dot(coefficients[step], regressors[(rows - 1) % (steps + 1)]) * deviation + mean;
    }
    return points;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
