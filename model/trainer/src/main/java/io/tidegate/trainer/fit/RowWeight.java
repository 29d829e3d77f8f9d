package io.tidegate.trainer.fit;

/**
 * The weight of a row in every loss: min(s / deviation, 4)^2, where s is the row's scale. Errors
 * are in units of s, so the weighted square is the error in units of the series' own deviation,
 * except where s is far over it.
 *
 * @param deviation of the series' training values, in its unit
 */
record RowWeight(double deviation) {
  private static final double MOST = 4;

  /** Below this share of the deviation a scale is not known yet: such a row counts for nothing. */
  private static final double LEAST = 1e-3;

  /** The weight; 0 for a row that does not count. */
  double of(double scale) {
    double relative = scale / deviation;
    if (!(relative >= LEAST) || !Double.isFinite(relative)) {
      return 0;
    }
    double limited = Math.min(relative, MOST);
    return limited * limited;
  }
}
