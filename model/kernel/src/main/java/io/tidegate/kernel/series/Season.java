package io.tidegate.kernel.series;

/**
 * How a day divides into rows, and the learning rates that follow from it.
 *
 * <p>A season is a day. The profile has one slot for each row of a day, at most {@value
 * #MOST_SLOTS}; below ten minutes several rows share one. Half-lives, lags of the fingerprint and
 * the pace of calibration use the season clamped to 24 .. 144 rows.
 */
public final class Season {
  /** Most slots of a profile. */
  public static final int MOST_SLOTS = 144;

  private static final int LEAST_ROWS = 24;
  private static final double DAY_MILLIS = 86_400_000;

  private static final double[] LEVEL_RATES = rates(1);
  private static final double[] DEVIATION_RATES = rates(7);
  private static final double[] FINGERPRINT_RATES = rates(14);
  private static final double[] LONG_DEVIATION_RATES = rates(56);

  /** Of a series whose step is not known yet. */
  static final Season UNKNOWN = new Season(0);

  private final int rows;
  private final int slots;
  private final int cappedRows;

  private Season(long stepMillis) {
    long day = stepMillis == 0 ? 0 : Math.round(DAY_MILLIS / stepMillis);
    this.rows = (int) Math.min(day, Integer.MAX_VALUE);
    this.slots = rows < 2 ? 0 : Math.min(rows, MOST_SLOTS);
    this.cappedRows = Math.max(LEAST_ROWS, Math.min(MOST_SLOTS, rows));
  }

  /** The season of a step; 0 for an unknown one. */
  public static Season of(long stepMillis) {
    return stepMillis == 0 ? UNKNOWN : new Season(stepMillis);
  }

  /** Rows of a day; less than 2 where there is no season. */
  public int rows() {
    return rows;
  }

  /** Slots of the profile; 0 where there is no season. */
  public int slots() {
    return slots;
  }

  /** Rows of a day clamped to 24 .. 144. */
  public int cappedRows() {
    return cappedRows;
  }

  /** Rows that share one slot of the profile, at least 1. */
  double rowsPerSlot() {
    return slots == 0 ? 1 : (double) rows / slots;
  }

  /** The slot of a time of day in milliseconds. */
  int slotOf(long millisOfDay) {
    return (int) (millisOfDay * slots / (long) DAY_MILLIS);
  }

  /** Of the level: half-life one season. */
  double levelRate() {
    return rate(LEVEL_RATES);
  }

  /** Of the deviation: half-life 7 seasons. */
  double deviationRate() {
    return rate(DEVIATION_RATES);
  }

  /** Of the fingerprint: half-life 14 seasons. */
  double fingerprintRate() {
    return rate(FINGERPRINT_RATES);
  }

  /** Of the long deviation: half-life 56 seasons. */
  double longDeviationRate() {
    return rate(LONG_DEVIATION_RATES);
  }

  private double rate(double[] byCappedRows) {
    return byCappedRows[cappedRows - LEAST_ROWS];
  }

  /** The rates 1 - 2^(-1/h) of exponential means with half-life h = seasons x capped rows. */
  private static double[] rates(int seasons) {
    double[] byCappedRows = new double[MOST_SLOTS - LEAST_ROWS + 1];
    for (int i = 0; i < byCappedRows.length; i++) {
      double halfLife = (double) seasons * (LEAST_ROWS + i);
      byCappedRows[i] = 1 - StrictMath.pow(2, -1 / halfLife);
    }
    return byCappedRows;
  }
}
