package io.tidegate.kernel.series;

/** The normal distribution. */
final class Gaussian {
  private Gaussian() {}

  /**
   * The quantile of the standard normal distribution, absolute error below 4.5e-4. Source:
   * Abramowitz and Stegun, "Handbook of mathematical functions", formula 26.2.23.
   */
  static double quantile(double p) {
    if (p > 0.5) {
      return -quantile(1 - p);
    }
    double t = Math.sqrt(-2 * StrictMath.log(p));
    double above = 2.515517 + t * (0.802853 + t * 0.010328);
    double below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
    return above / below - t;
  }
}
