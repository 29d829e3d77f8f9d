package io.tidegate.kernel.alert;

import java.nio.ByteBuffer;

/**
 * How often the ordinary life of one series gives a score: maps a score to the rows that lie
 * between two alerts, if whatever reaches it alerted. One accepted rate then means the same for
 * every series, whatever its distribution.
 *
 * <p>At each level of a ladder of scores an alert is opened and resolved in thought, by the rules
 * of real ones ({@link #STAYS}, {@link #QUIET_ROWS}, {@link #LONGEST_ROWS}), and counted: so what
 * is counted is what a threshold at that level would have told. Counts and the rows that they were
 * counted in fade together; about {@value #REMEMBERED} accepted alarms are remembered. {@link
 * RateCurve} makes a curve of them.
 *
 * <p>At first the shipped map stands in for {@value #MAP_ALARMS} accepted alarms; it is withdrawn
 * in proportion until {@value #CALIBRATED_AFTER} were to be expected. Series that are young break
 * their own records more often: a score counts for less in the first 2,000 rows, by exp(200/rows -
 * .1).
 *
 * <p>Nobody says which alerts were false, so anomalies are counted too; but each once, and no more
 * than {@value #MOST_AT_ONCE} at once and {@value #MOST_OFTEN} times the accepted rate in the long
 * run: a bad day does not make a series numb, and it is forgotten.
 *
 * <p>O(1) work a row and {@value #BYTES} bytes. Deterministic: after {@link #write} and {@link
 * #read} the same rates follow, to the bit. Mutable; owned by one thread at a time.
 */
public final class FalseAlarmRate {
  /** An alert stays open while the score reaches this share of its threshold ... */
  public static final double STAYS = 0.9;

  /** ... in any of so many rows ... */
  public static final int QUIET_ROWS = 30;

  /** ... and for so many rows at the longest. */
  public static final int LONGEST_ROWS = 300;

  static final int BYTES =
      RateCurve.COUNT * (Float.BYTES + Short.BYTES) + 4 * Float.BYTES + Integer.BYTES + 1;

  private static final int REMEMBERED = 30;
  private static final int CALIBRATED_AFTER = 20;
  private static final int MAP_ALARMS = 8;
  private static final double MOST_MAP_ROWS = 20_000;
  private static final int MOST_AT_ONCE = 6;
  private static final int MOST_OFTEN = 2;
  private static final double YOUTH = 200;
  private static final int GROWN_UP = 2_000;
  private static final double LEAST_ROWS = 60;
  private static final double MOST_ROWS = 1e6;
  private static final int FADES_EVERY = 64;
  private static final int QUIET_BITS = 5;
  private static final int QUIET_MASK = (1 << QUIET_BITS) - 1;

  /** Alerts counted at each level. */
  private final float[] counts = new float[RateCurve.COUNT];

  /**
   * Rows that the alert of each level has been open for, 0 if none is; rows since it was reached.
   */
  private final int[] open = new int[RateCurve.COUNT];

  private final int[] quiet = new int[RateCurve.COUNT];
  private float exposure;
  private float accepted = (float) LEAST_ROWS;
  private float expected;
  private float credit = MOST_AT_ONCE;
  private boolean teaches = true;
  private int rows;

  /** Nothing but the shipped map is known. */
  public FalseAlarmRate() {}

  /**
   * Learns from the next row; whether it alerts is to be asked before.
   *
   * @param score of {@link Surprise}
   * @param rising of {@link Surprise}
   * @param acceptedRows rows between the false alarms that are accepted; what lies outside 60 to
   *     1,000,000 is taken as the nearer of them
   */
  public void take(double score, boolean rising, double acceptedRows) {
    accepted = (float) Math.max(LEAST_ROWS, Math.min(MOST_ROWS, acceptedRows));
    rows = Math.min(rows + 1, Integer.MAX_VALUE - 1);
    exposure++;
    expected = Math.min(CALIBRATED_AFTER, expected + 1 / accepted);
    credit = Math.min(MOST_AT_ONCE, credit + MOST_OFTEN / accepted);
    int opened = 0;
    double mature = score * maturity();
    for (int level = 0; level < counts.length; level++) {
      if (open[level] > 0) {
        stay(level, mature);
      } else if (rising && mature >= RateCurve.level(level)) {
        open[level] = 1;
        opened |= 1 << level;
      }
    }
    if (opened != 0) {
      count(opened);
    }
    if (rows % FADES_EVERY == 0) {
      fade();
    }
  }

  private void stay(int level, double score) {
    open[level]++;
    quiet[level] = score >= STAYS * RateCurve.level(level) ? 0 : quiet[level] + 1;
    if (quiet[level] >= QUIET_ROWS || open[level] >= LONGEST_ROWS) {
      open[level] = 0;
      quiet[level] = 0;
    }
  }

  /** Whether an alert still teaches is settled when it opens at the first level that may alert. */
  private void count(int opened) {
    RateCurve curve = curve();
    int alerting = curve.levelFrom(curve.threshold(accepted));
    if ((opened & 1 << alerting) != 0) {
      teaches = credit >= 1;
      credit -= teaches ? 1 : 0;
    }
    for (int level = 0; level < counts.length; level++) {
      if ((opened & 1 << level) != 0 && (level < alerting || teaches)) {
        counts[level]++;
      }
    }
  }

  private void fade() {
    float keeps = (float) StrictMath.exp(-FADES_EVERY / (REMEMBERED * (double) accepted));
    exposure *= keeps;
    for (int level = 0; level < counts.length; level++) {
      counts[level] *= keeps;
    }
  }

  /**
   * Expected rows between alerts, if whatever is rising and reaches the score alerted; never less
   * for a larger score. At least 1.
   */
  public double rowsBetween(double score) {
    return curve().rowsBetween(score * maturity());
  }

  /**
   * The least score that may alert where so many rows are to lie between false alarms: {@link
   * #rowsBetween} of it is that.
   */
  public double threshold(double acceptedRows) {
    return curve().threshold(acceptedRows) / maturity();
  }

  /**
   * Expected rows between alerts of an ordinary series that is no longer young, by the shipped map
   * alone; at least 1.
   */
  public static double usualRowsBetween(double score) {
    return new RateCurve(new float[RateCurve.COUNT], 0, MOST_MAP_ROWS).rowsBetween(score);
  }

  /**
   * Whether the rates are this series' own: 20 accepted alarms were to be expected since it began.
   */
  public boolean calibrated() {
    return expected >= CALIBRATED_AFTER;
  }

  /** How many levels of the score alerts are counted at. */
  public static int levels() {
    return RateCurve.COUNT;
  }

  /** The score of a level, from 0 on; they ascend. */
  public static double level(int level) {
    return RateCurve.level(level);
  }

  /** The alerts at a level that were counted in 1,000 rows of this series; 0 before the first. */
  public double alertsPerThousand(int level) {
    return exposure > 0 ? 1_000 * counts[level] / (double) exposure : 0;
  }

  private RateCurve curve() {
    double missing = 1 - expected / CALIBRATED_AFTER;
    return new RateCurve(
        counts, exposure, missing * Math.min(MAP_ALARMS * (double) accepted, MOST_MAP_ROWS));
  }

  private double maturity() {
    int age = Math.max(1, Math.min(GROWN_UP, rows));
    return StrictMath.exp(YOUTH / GROWN_UP - YOUTH / age);
  }

  /**
   * Little-endian as the buffer is: for each level its alerts (float32) and its alert in thought
   * (int16: rows open times 32 plus quiet rows); rows counted in, accepted rows, expected alarms,
   * credit (float32); whether the last alert teaches (int8); rows in all (int32).
   */
  void write(ByteBuffer out) {
    for (int level = 0; level < counts.length; level++) {
      out.putFloat(counts[level]).putShort((short) (open[level] << QUIET_BITS | quiet[level]));
    }
    out.putFloat(exposure).putFloat(accepted).putFloat(expected).putFloat(credit);
    out.put((byte) (teaches ? 1 : 0)).putInt(rows);
  }

  void read(ByteBuffer in) {
    for (int level = 0; level < counts.length; level++) {
      counts[level] = in.getFloat();
      int alert = in.getShort();
      open[level] = alert >> QUIET_BITS;
      quiet[level] = alert & QUIET_MASK;
    }
    exposure = in.getFloat();
    accepted = in.getFloat();
    expected = in.getFloat();
    credit = in.getFloat();
    teaches = in.get() != 0;
    rows = in.getInt();
  }
}
