package io.tidegate.kernel.alert;

import java.nio.ByteBuffer;

/**
 * How long the series has had one and the same value, against the longest time that it is known to.
 * A series that usually has the value of the row before is never stuck.
 */
final class Repeats {
  static final int BYTES = Double.BYTES + 2 * Float.BYTES + 2 * Short.BYTES;

  private static final int LEAST = 12;
  private static final double TIMES_LONGEST = 2;
  private static final double FADING = 0.9999;
  private static final int MEMORY = 1_000;
  private static final int LEARNS_FOR = 100;
  private static final double USUALLY_CONSTANT = 0.5;

  private double newest;
  private float longest;
  private float share;
  private int run;
  private int rows;

  /** Takes a value. */
  void take(double value) {
    boolean same = rows > 0 && value == newest;
    rows = Math.min(rows + 1, MEMORY);
    if (!same) {
      longest = (float) Math.max(FADING * longest, Math.min(run, due()));
      run = 0;
    }
    run = Math.min(run + 1, Short.MAX_VALUE);
    if (run <= LEAST || share > USUALLY_CONSTANT) {
      share += ((same ? 1 : 0) - share) / rows;
    }
    newest = value;
  }

  private int due() {
    return (int) Math.max(LEAST, Math.ceil(TIMES_LONGEST * longest));
  }

  /**
   * The run by that which is too long: 1 and above if the series is stuck; 0 if it cannot be told.
   */
  double length() {
    return rows < LEARNS_FOR || share > USUALLY_CONSTANT ? 0 : run / (double) due();
  }

  /** Whether the run has become too long with the newest value. */
  boolean justStuck() {
    return length() > 0 && run == due();
  }

  void write(ByteBuffer out) {
    out.putDouble(newest).putFloat(longest).putFloat(share);
    out.putShort((short) run).putShort((short) rows);
  }

  void read(ByteBuffer in) {
    newest = in.getDouble();
    longest = in.getFloat();
    share = in.getFloat();
    run = in.getShort();
    rows = in.getShort();
  }
}
