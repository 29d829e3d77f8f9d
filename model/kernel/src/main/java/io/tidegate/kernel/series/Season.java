package io.tidegate.kernel.series;

/**
 * The season of a series, and the learning rates that follow from it.
 *
 * <p>A season is a day. The profile has one slot for each row of a day, at most {@value
 * #MOST_SLOTS}; below ten minutes several rows share one. Half-lives, lags of the fingerprint and
 * the pace of calibration use the day clamped to 24 .. 144 rows.
 *
 * <p>Where a day is of no use to the seasonal naive forecast (a step of a day, or so short a step
 * that a day does not fit the ring) a season found in the rows takes its place, and with a step of
 * a day the profile's too. Immutable.
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
  static final Season UNKNOWN = new Season(0, 0);

  private final int day;
  private final int found;
  private final int rows;
  private final int slots;
  private final int cappedRows;

  private Season(long stepMillis, int found) {
    long rowsOfDay = stepMillis == 0 ? 0 : Math.round(DAY_MILLIS / stepMillis);
    this.day = (int) Math.min(rowsOfDay, Integer.MAX_VALUE);
    this.found = found;
    this.rows = day < 2 ? found : day;
    this.slots = rows < 2 ? 0 : Math.min(rows, MOST_SLOTS);
    this.cappedRows = Math.max(LEAST_ROWS, Math.min(MOST_SLOTS, day));
  }

  /**
   * The season of a step.
   *
   * @param stepMillis 0 for an unknown one
   * @param found length in rows of the season found in the rows; 0 for none
   */
  static Season of(long stepMillis, int found) {
    return stepMillis == 0 ? UNKNOWN : new Season(stepMillis, found);
  }

  /** Length in rows of the season found in the rows; 0 for none. */
  int found() {
    return found;
  }

  /** Whether a season found in the rows would be of use. */
  boolean wanted() {
    return found == 0 && (day < 2 || day > Ring.CAPACITY);
  }

  /** How many rows back the seasonal naive forecast looks; less than 2 where it cannot. */
  public int naiveRows() {
    return day >= 2 && day <= Ring.CAPACITY ? day : found;
  }

  /** Rows of the profile's season; less than 2 where there is none. */
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

  /**
   * The profile's slot of a row, by its time of day in milliseconds or by its place in a season.
   */
  int slotOf(long row, long millisOfDay) {
    return day < 2
        ? (int) (Math.floorMod(row, (long) rows) * slots / rows)
        : (int) (millisOfDay * slots / (long) DAY_MILLIS);
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
