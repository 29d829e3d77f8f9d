package io.tidegate.kernel.alert;

/**
 * How rarely a series without incidents is as surprising as a score, before its own is known:
 * between the points by powers, and beyond them likewise. The points: MODEL.md's share of alerts
 * outside of labelled windows, by threshold.
 */
final class PriorRate {
  private static final double[] SCORES = {0.5, 1.11, 1.4, 2, 3};
  private static final double[] ROWS = {60, 1_800, 6_400, 14_800, 29_400};

  private PriorRate() {}

  /** Expected rows between episodes that reach {@code score}. */
  static double rowsBetween(double score) {
    if (score <= 0) {
      return 1;
    }
    int i = 0;
    while (i + 2 < SCORES.length && score > SCORES[i + 1]) {
      i++;
    }
    double power =
        StrictMath.log(ROWS[i + 1] / ROWS[i]) / StrictMath.log(SCORES[i + 1] / SCORES[i]);
    return ROWS[i] * StrictMath.pow(score / SCORES[i], power);
  }
}
