package io.tidegate.kernel.series;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One linear model y = w'z, learnt row by row by recursive least squares that slowly forgets.
 *
 * <pre>
 *   k = P z / (q + z' P z)     w += k (y - w'z)     P -= k z' P     P /= .999
 * </pre>
 *
 * q is the variance of the row's noise. Source: Haykin, "Adaptive filter theory", chapter on RLS.
 * Forgetting stops while the trace of P is above that of the beginning, so that a direction without
 * news does not wind up.
 */
final class LeastSquares {
  private static final double FORGETTING = 0.999;
  private static final double FIRST_VARIANCE = 0.2;

  /** [regressors]. */
  private float[] weights;

  /** [pairs]: the lower triangle of P, row by row, so that a regressor can be added. */
  private float[] covariance;

  /** All weights zero, all of one variance. */
  LeastSquares(int regressors) {
    weights = new float[0];
    covariance = new float[0];
    add(regressors, FIRST_VARIANCE);
  }

  private LeastSquares(float[] weights, float[] covariance) {
    this.weights = weights;
    this.covariance = covariance;
  }

  LeastSquares copy() {
    return new LeastSquares(weights.clone(), covariance.clone());
  }

  /** Adds regressors at the end, of weight zero. */
  void add(int count, double variance) {
    int before = weights.length;
    weights = Arrays.copyOf(weights, before + count);
    covariance = Arrays.copyOf(covariance, pairs(before + count));
    for (int i = before; i < weights.length; i++) {
      covariance[pair(i, i)] = (float) variance;
    }
  }

  int regressors() {
    return weights.length;
  }

  float weight(int regressor) {
    return weights[regressor];
  }

  void weigh(int regressor, float weight) {
    weights[regressor] = weight;
  }

  /** Sets P[i][j] and P[j][i]. */
  void covary(int i, int j, float value) {
    covariance[pair(i, j)] = value;
  }

  /** The value of y for {@code z}. */
  double forecast(double[] z) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum = Math.fma(weights[i], z[i], sum);
    }
    return sum;
  }

  /** Learns one row whose noise has the variance {@code noise}. */
  void learn(double[] z, double y, double noise) {
    double[] pz = new double[weights.length];
    double power = 0;
    for (int i = 0; i < pz.length; i++) {
      for (int j = 0; j < pz.length; j++) {
        pz[i] = Math.fma(covariance[pair(i, j)], z[j], pz[i]);
      }
      power = Math.fma(z[i], pz[i], power);
    }
    if (power < 0) {
      return; // Rounding has cost P its positivity in this direction: there is nothing to learn.
    }
    double error = y - forecast(z);
    for (int i = 0; i < pz.length; i++) {
      double gain = pz[i] / (noise + power);
      weights[i] += (float) (gain * error);
      for (int j = 0; j <= i; j++) {
        covariance[pair(i, j)] -= (float) (gain * pz[j]);
      }
    }
    forget();
  }

  private void forget() {
    double trace = 0;
    for (int i = 0; i < weights.length; i++) {
      trace += covariance[pair(i, i)];
    }
    if (trace <= weights.length * FIRST_VARIANCE) {
      for (int i = 0; i < covariance.length; i++) {
        covariance[i] /= (float) FORGETTING;
      }
    }
  }

  /** Says the same with a regressor that has been divided by {@code factor}. */
  void rescale(int regressor, double factor) {
    weights[regressor] *= (float) factor;
    for (int other = 0; other < weights.length; other++) {
      covariance[pair(regressor, other)] *= (float) factor;
    }
    covariance[pair(regressor, regressor)] *= (float) factor;
  }

  private static int pairs(int regressors) {
    return regressors * (regressors + 1) / 2;
  }

  /** Where P[i][j] = P[j][i] stands in the lower triangle. */
  private static int pair(int i, int j) {
    int row = Math.max(i, j);
    return row * (row + 1) / 2 + Math.min(i, j);
  }

  int bytes() {
    return (weights.length + covariance.length) * Float.BYTES;
  }

  void write(ByteBuffer out) {
    Floats.write(out, weights);
    Floats.write(out, covariance);
  }

  static LeastSquares read(ByteBuffer in, int regressors) {
    LeastSquares read = new LeastSquares(new float[regressors], new float[pairs(regressors)]);
    Floats.read(in, read.weights);
    Floats.read(in, read.covariance);
    return read;
  }
}
