package io.tidegate.kernel.alert;

/**
 * The rows between alerts as a function of the score, from the alerts counted at some levels.
 *
 * <p>The rate of a level is that of the level below times the share of alerts that went on to reach
 * it. In that share the shipped map's weighs as much as {@value #MAP_PEAKS} alerts: little where
 * many were counted, all beyond the largest peaks. Between levels, and above the last, the
 * logarithm of the rate is linear in that of the score (the tail as in Hill, 1975).
 *
 * <p>A low level is reached so often that its alerts run into each other, so fewer of them open.
 * Below the level that gives most the curve falls steeply: whoever accepts more than that gets the
 * most there can be.
 */
final class RateCurve {
  /** How many levels there are. */
  static final int COUNT = 24;

  /** Scores that alerts are counted at. */
  private static final double[] LEVELS = {
    0.40, 0.45, 0.50, 0.56, 0.62, 0.68, 0.74, 0.80, 0.86, 0.92, 0.98, 1.04, 1.11, 1.19, 1.28, 1.40,
    1.55, 1.75, 2.0, 2.4, 3.0, 4.0, 5.5, 8.0
  };

  /**
   * The shipped map: alerts at each level in 1,000 rows of an ordinary series, below .86 the most
   * of any. The mean over 2,000 simulated series without anomalies, of five kinds and two steps, as
   * {@code tidegate-trainer alerts false-alarms --map} printed it; no label had a part in it. Other
   * detectors would give another map, which matters little: it is for young series alone.
   */
  private static final double[] USUAL = {
    4.4, 4.4, 4.4, 4.4, 4.4, 4.4, 4.4, 4.4, 4.4, 3.7, 2.6, 1.2, 0.60, 0.31, 0.18, 0.11, 0.076,
    0.052, 0.036, 0.022, 0.014, 0.0074, 0.0027, 0.0014
  };

  private static final double THOUSAND = 1_000;
  private static final double MAP_PEAKS = 2;
  private static final double NEARLY_MOST = 0.9;
  private static final double STEEPNESS = 40;

  private final double[] rates = new double[LEVELS.length];
  private final int lowest;

  /**
   * A curve for what was counted.
   *
   * @param counts [COUNT] alerts
   * @param rows that they were counted in
   * @param mapRows rows of the shipped map that are added
   */
  RateCurve(float[] counts, double rows, double mapRows) {
    double[] alerts = new double[LEVELS.length];
    double most = 0;
    for (int level = LEVELS.length - 1; level >= 0; level--) {
      most = Math.max(most, counts[level] + mapRows * USUAL[level] / THOUSAND);
      alerts[level] = most;
    }
    rates[0] = (alerts[0] + 1) / (rows + mapRows + THOUSAND / USUAL[0]);
    int nearlyMost = 0;
    for (int level = 1; level < LEVELS.length; level++) {
      double share = USUAL[level] / USUAL[level - 1];
      rates[level] =
          rates[level - 1] * (alerts[level] + MAP_PEAKS * share) / (alerts[level - 1] + MAP_PEAKS);
      nearlyMost = rates[level] >= NEARLY_MOST * rates[0] ? level : nearlyMost;
    }
    lowest = nearlyMost;
  }

  static double level(int index) {
    return LEVELS[index];
  }

  /** Expected rows between alerts that reach the score; at least 1. */
  double rowsBetween(double score) {
    if (score <= 0) {
      return 1;
    }
    double low = LEVELS[lowest];
    if (score < low) {
      return Math.max(1, StrictMath.pow(score / low, STEEPNESS) / rates[lowest]);
    }
    int below = lowest;
    while (below < LEVELS.length - 2 && score >= LEVELS[below + 1]) {
      below++;
    }
    double rate = rates[below] * StrictMath.pow(score / LEVELS[below], -slope(below));
    return Math.max(1, 1 / rate);
  }

  /** The least score with at least so many rows between alerts. */
  double threshold(double rows) {
    double wanted = 1 / Math.max(1, rows);
    double low = LEVELS[lowest];
    if (wanted >= rates[lowest]) {
      return low * StrictMath.pow(rates[lowest] / wanted, 1 / STEEPNESS);
    }
    int below = lowest;
    while (below < LEVELS.length - 2 && rates[below + 1] > wanted) {
      below++;
    }
    return LEVELS[below] * StrictMath.pow(rates[below] / wanted, 1 / slope(below));
  }

  /** The lowest level that does not lie below the threshold; the last if all do. */
  int levelFrom(double threshold) {
    int level = lowest;
    while (level < LEVELS.length - 1 && LEVELS[level] < threshold) {
      level++;
    }
    return level;
  }

  /**
   * How fast the logarithm of the rate falls with that of the score from a level to the next; above
   * the last at least as a tail without a mean does.
   */
  private double slope(int below) {
    double fall = StrictMath.log(rates[below] / rates[below + 1]);
    double slope = fall / StrictMath.log(LEVELS[below + 1] / LEVELS[below]);
    return below < LEVELS.length - 2 ? slope : Math.max(1, slope);
  }
}
