package io.tidegate.kernel.series;

import io.tidegate.kernel.model.Size;

/**
 * The seasons of a series, and the learning rates that follow from them.
 *
 * <p>The season is a day unless the user says otherwise. The profile has one slot for each row of
 * it, at most {@value #MOST_SLOTS}; where there are more rows several share one. Half-lives, lags
 * of the fingerprint and the pace of calibration use the season clamped to 24 .. 144 rows. A season
 * of whole days follows local time.
 *
 * <p>Where a day is of no use to the seasonal naive forecast (a step of a day, or so short a step
 * that a day does not fit the ring) a season found in the rows takes its place, and with a step of
 * a day the profile's too.
 *
 * <p>On top of a day lies a week, on top of a week in daily rows a year, as a second, coarser
 * profile. Immutable.
 */
public final class Season {
  /** Most slots of a profile. */
  public static final int MOST_SLOTS = 144;

  private static final int LEAST_ROWS = 24;
  private static final long DAY_MILLIS = 86_400_000;
  private static final long WEEK_MILLIS = 7 * DAY_MILLIS;

  /** The mean year of the Gregorian calendar. */
  private static final long YEAR_MILLIS = 31_556_952_000L;

  /** Six hours each. */
  private static final int BINS_OF_WEEK = 28;

  /** A week each. */
  private static final int BINS_OF_YEAR = 52;

  private static final double[] LEVEL_RATES = rates(1);
  private static final double[] DEVIATION_RATES = rates(7);
  private static final double[] FINGERPRINT_RATES = rates(14);
  private static final double[] LONG_DEVIATION_RATES = rates(56);

  private final long setting;
  private final int found;
  private final int rows;
  private final int slots;
  private final int naiveRows;
  private final int cappedRows;
  private final boolean wanted;

  /** Length in milliseconds; 0 for one that is counted in rows. */
  private final long length;

  private final long secondLength;
  private final int secondBins;
  private final double rowsPerBin;

  private Season(long stepMillis, long setting, int found, Size size) {
    this.setting = setting;
    this.found = found;
    boolean auto = setting == SeriesSettings.AUTO;
    long asked = auto ? DAY_MILLIS : setting;
    int rowsAsked =
        stepMillis == 0 ? 0 : (int) Math.min(Math.round((double) asked / stepMillis), 1 << 30);
    boolean fits = rowsAsked >= 2 && rowsAsked <= size.ringRows();
    this.length = rowsAsked < 2 ? 0 : asked;
    this.rows = rowsAsked >= 2 ? rowsAsked : found;
    this.slots = rows < 2 ? 0 : Math.min(rows, MOST_SLOTS);
    this.naiveRows = fits ? rowsAsked : found;
    this.cappedRows = Math.max(LEAST_ROWS, Math.min(MOST_SLOTS, rowsAsked));
    this.wanted = auto && stepMillis > 0 && found == 0 && !fits;
    this.secondLength = slots == 0 ? 0 : secondLength(stepMillis);
    this.secondBins = secondLength == WEEK_MILLIS ? BINS_OF_WEEK : BINS_OF_YEAR;
    this.rowsPerBin = Math.max(1, (double) secondLength / secondBins / Math.max(1, stepMillis));
  }

  private long secondLength(long stepMillis) {
    if (length == DAY_MILLIS) {
      return WEEK_MILLIS;
    }
    boolean week = length == WEEK_MILLIS || (length == 0 && rows == 7);
    return week && stepMillis == DAY_MILLIS ? YEAR_MILLIS : 0;
  }

  /**
   * The season of a step.
   *
   * @param stepMillis 0 for an unknown one, which has none
   * @param setting length in milliseconds as the user sets it, or {@link SeriesSettings#AUTO}
   * @param found length in rows of the season found in the rows; 0 for none
   */
  static Season of(long stepMillis, long setting, int found, Size size) {
    return new Season(stepMillis, setting, stepMillis == 0 ? 0 : found, size);
  }

  /** As the user sets it. */
  long setting() {
    return setting;
  }

  /** Length in rows of the season found in the rows; 0 for none. */
  int found() {
    return found;
  }

  /** Whether a season found in the rows would be of use. */
  boolean wanted() {
    return wanted;
  }

  /** How many rows back the seasonal naive forecast looks; less than 2 where it cannot. */
  public int naiveRows() {
    return naiveRows;
  }

  /** Rows of the profile's season; less than 2 where there is none. */
  public int rows() {
    return rows;
  }

  /** Slots of the profile; 0 where there is no season. */
  public int slots() {
    return slots;
  }

  /** Rows of the season clamped to 24 .. 144. */
  public int cappedRows() {
    return cappedRows;
  }

  /** Rows that share one slot of the profile, at least 1. */
  double rowsPerSlot() {
    return slots == 0 ? 1 : (double) rows / slots;
  }

  /** The profile's slot of a row, by its time or by its place in a season of rows. */
  int slotOf(long row, long time, Calendar calendar) {
    return length == 0
        ? (int) (Math.floorMod(row, (long) rows) * slots / rows)
        : (int) (within(length, time, calendar) * slots / length);
  }

  /** Bins of the second season; 0 where there is none. */
  int secondBins() {
    return secondLength == 0 ? 0 : secondBins;
  }

  /** Rows that share one bin of the second season, at least 1. */
  double rowsPerBin() {
    return rowsPerBin;
  }

  /** How far a row lies in the second season, in bins: from 0 to below their number. */
  double placeOf(long time, Calendar calendar) {
    return (double) within(secondLength, time, calendar) * secondBins / secondLength;
  }

  private static long within(long length, long time, Calendar calendar) {
    boolean wholeDays = length % DAY_MILLIS == 0;
    return Math.floorMod(wholeDays ? calendar.localMillis(time) : time, length);
  }

  /** Where a row and those after it lie, one after the other, the first one first. */
  Places places(long row, long time, long stepMillis, Calendar calendar) {
    return new Places(row, time, stepMillis, calendar);
  }

  /** Walks over rows; finds their places without a division of whole numbers where it can. */
  final class Places {
    private final Calendar calendar;
    private final long stepMillis;
    private final boolean walks;
    private long row;
    private long time;
    private long within;
    private long withinSecond;

    private Places(long row, long time, long stepMillis, Calendar calendar) {
      this.calendar = calendar;
      this.stepMillis = stepMillis;
      this.row = row;
      this.time = time;
      boolean second = secondLength > 0;
      walks =
          calendar.isFixed()
              && length > 0
              && stepMillis <= length
              && (!second || stepMillis <= secondLength);
      within = walks ? within(length, time, calendar) : 0;
      withinSecond = walks && second ? within(secondLength, time, calendar) : 0;
    }

    int slot() {
      // Exact: both numbers are whole and below 2^53, and the quotient is small.
      return walks ? (int) ((double) (within * slots) / length) : slotOf(row, time, calendar);
    }

    double secondPlace() {
      return walks ? (double) withinSecond * secondBins / secondLength : placeOf(time, calendar);
    }

    void advance() {
      row++;
      time += stepMillis;
      within += stepMillis;
      within -= within >= length ? length : 0;
      withinSecond += stepMillis;
      withinSecond -= withinSecond >= secondLength ? secondLength : 0;
    }
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
