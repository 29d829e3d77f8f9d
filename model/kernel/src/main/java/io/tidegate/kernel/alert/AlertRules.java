package io.tidegate.kernel.alert;

import io.tidegate.kernel.model.Size;

/**
 * What a user wants of a series' alerts. Immutable.
 *
 * @param on whether anything is told
 * @param perWeek false alarms that are accepted of a series in a week
 * @param side which surprises may alert
 * @param leastAbsolute smallest deviation from what was forecast that may alert, in the series'
 *     unit; 0: any
 * @param leastRelative the same as a share of what was forecast; 0: any
 * @param low a value below alerts; negative infinity: none
 * @param high a value above alerts; infinity: none
 * @param quiet when nothing opens or escalates; null: never
 * @param missingSteps so many steps of silence are missing data; 0: none are
 * @param severities what the three classes of size are called
 * @param size of what is kept for the series
 */
public record AlertRules(
    boolean on,
    double perWeek,
    Side side,
    double leastAbsolute,
    double leastRelative,
    double low,
    double high,
    QuietHours quiet,
    int missingSteps,
    Severities severities,
    Size size) {
  private static final int MISSING_STEPS = 10;
  private static final AlertRules DEFAULTS =
      new AlertRules(
          true,
          1,
          Side.BOTH,
          0,
          0,
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          null,
          MISSING_STEPS,
          Severities.USUAL,
          Size.STANDARD);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException that says what was expected
   */
  public AlertRules {
    require(perWeek > 0 && perWeek < Double.POSITIVE_INFINITY, "false alarms above 0", perWeek);
    require(leastAbsolute >= 0, "a least deviation of at least 0", leastAbsolute);
    require(leastRelative >= 0, "a least share of at least 0", leastRelative);
    require(low < high, "a lower limit below the upper limit " + high, low);
    require(missingSteps >= 0, "at least 0 steps", missingSteps);
  }

  private static void require(boolean right, String expected, double found) {
    if (!right) {
      throw new IllegalArgumentException("expected " + expected + ", found " + found);
    }
  }

  /** One false alarm a week; silence of ten steps is missing data. */
  public static AlertRules defaults() {
    return DEFAULTS;
  }

  boolean outside(double value) {
    return value < low || value > high;
  }

  /**
   * Whether a deviation from what was forecast is large enough; of what was not, only if any is.
   */
  boolean large(double deviation, Expected expected) {
    if (leastAbsolute == 0 && leastRelative == 0) {
      return true;
    }
    return expected != null
        && deviation >= leastAbsolute
        && deviation >= leastRelative * Math.abs(expected.point());
  }
}
