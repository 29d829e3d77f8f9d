package io.tidegate.trainer.drift;

/**
 * What one kind of change would make of a score z: the factor {@code exp((theta (z - t) - psi) /
 * alike)}, with t the logarithm of what is tolerated. {@code psi} is the logarithm of the mean of
 * {@code exp(theta (z - t))} over the usual scores, at its upper limit, so that the factor's mean
 * is at most 1 while nothing changes.
 *
 * @param theta how steeply the factor grows
 * @param psi what makes its mean 1; never negative
 */
record Tilt(double theta, double psi) {
  /** A mean of n factors may be known to about a quarter, not less well: it bounds theta. */
  private static final double KNOWN = 0.06;

  /**
   * The tilt that looks for errors {@code exp(shift)} times the tolerated ones: by the likelihood
   * ratio of normal scores, less steep where so few scores do not bear it.
   */
  static Tilt of(double shift, double[] usual, double tolerated) {
    double deviation = UsualScores.deviation(usual);
    double steepest = Math.sqrt(Math.log(1 + KNOWN * usual.length)) / deviation;
    double theta = Math.min(shift / (deviation * deviation), steepest);
    double sum = 0;
    double squares = 0;
    for (double score : usual) {
      double factor = Math.exp(theta * (score - tolerated));
      sum += factor;
      squares += factor * factor;
    }
    double mean = sum / usual.length;
    double error = Math.sqrt(Math.max(0, squares / usual.length - mean * mean) / usual.length);
    return new Tilt(theta, Math.max(0, Math.log(mean + error)));
  }

  /** The logarithm of the factor of {@code score}. */
  double logFactor(double score, double tolerated, double alike) {
    return (theta * (score - tolerated) - psi) / alike;
  }
}
