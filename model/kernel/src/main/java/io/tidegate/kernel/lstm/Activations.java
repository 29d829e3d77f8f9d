package io.tidegate.kernel.lstm;

/**
 * Sigmoid and hyperbolic tangent from + - x / alone, in a fixed order, so that every machine gets
 * the same bits ({@link Math#tanh} may differ between them). Both functions are part of the model
 * format.
 *
 * <p>tanh(x) is the quotient of an odd polynomial of degree 13 and an even one of degree 6, the
 * minimax fit that the Eigen library uses for float32, on |x| up to 7.9053; beyond it tanh is 1 in
 * float32. Absolute error below 5e-7 over the whole range, NaN for NaN; a test measures it.
 */
public final class Activations {
  static final float LIMIT = 7.905311f;

  // The coefficients of both polynomials, by the power of x that they stand for.
  static final float ODD_13 = -2.7607684e-16f;
  static final float ODD_11 = 2.000188e-13f;
  static final float ODD_9 = -8.604672e-11f;
  static final float ODD_7 = 5.1222973e-08f;
  static final float ODD_5 = 1.48572235e-05f;
  static final float ODD_3 = 6.3726195e-04f;
  static final float ODD_1 = 4.8935246e-03f;
  static final float EVEN_6 = 1.1982584e-06f;
  static final float EVEN_4 = 1.1853471e-04f;
  static final float EVEN_2 = 2.2684347e-03f;
  static final float EVEN_0 = 4.893525e-03f;

  private Activations() {}

  /** The hyperbolic tangent, in [-1, 1]. */
  public static float tanh(float x) {
    float z = Math.max(-LIMIT, Math.min(LIMIT, x));
    float q = z * z;
    float odd = ODD_13;
    odd = odd * q + ODD_11;
    odd = odd * q + ODD_9;
    odd = odd * q + ODD_7;
    odd = odd * q + ODD_5;
    odd = odd * q + ODD_3;
    odd = odd * q + ODD_1;
    float even = EVEN_6;
    even = even * q + EVEN_4;
    even = even * q + EVEN_2;
    even = even * q + EVEN_0;
    return Math.max(-1f, Math.min(1f, z * odd / even));
  }

  /** The logistic function 1 / (1 + exp(-x)) = (1 + tanh(x / 2)) / 2, in [0, 1]. */
  public static float sigmoid(float x) {
    return 0.5f + 0.5f * tanh(0.5f * x);
  }
}
