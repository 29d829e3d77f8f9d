package io.tidegate.kernel.alert;

import java.nio.ByteBuffer;

/**
 * Whether values scatter more than usual around what was forecast for them: the mean distance of
 * about the last {@value #ROWS} by the usual one, less 1, measured by its own record. A distance
 * counts for at most {@value #MOST} usual ones, so that one value alone does not scatter.
 */
final class ScatterDetector {
  static final int BYTES = 3 * Float.BYTES + 3 + FadingRecord.BYTES;

  private static final int ROWS = 24;
  private static final int MEMORY = 500;
  private static final int LEARNS_FOR = 100;
  private static final double MOST = 4;

  private float usual;
  private float mean = 1;
  private int rows;
  private float peak;
  private int since;
  private final FadingRecord record = new FadingRecord();

  /**
   * What the next value is worth.
   *
   * @param distance from what was to be expected, in the unit of the series
   */
  double take(double distance) {
    rows = Math.min(rows + 1, MEMORY);
    double ratio = usual > 0 ? Math.min(MOST, distance / usual) : 1;
    double most = rows < LEARNS_FOR ? distance : ratio * usual;
    usual += (float) (((usual > 0 ? most : distance) - usual) / rows);
    mean += (float) ((ratio - mean) / ROWS);
    return rows < LEARNS_FOR ? 0 : record.take(Math.max(0, mean - 1), 1);
  }

  /** Whether no score of the last {@link AlertScore#RECENT} was as large, near enough. */
  boolean rising(double score) {
    since++;
    if (score > peak || since > AlertScore.RECENT) {
      boolean rises = score > peak;
      peak = (float) score;
      since = 0;
      return rises;
    }
    return false;
  }

  /** The largest of the newest scores. */
  double peak() {
    return peak;
  }

  void write(ByteBuffer out) {
    out.putFloat(usual).putFloat(mean).putFloat(peak).putShort((short) rows).put((byte) since);
    record.write(out);
  }

  void read(ByteBuffer in) {
    usual = in.getFloat();
    mean = in.getFloat();
    peak = in.getFloat();
    rows = in.getShort();
    since = in.get();
    record.read(in);
  }
}
