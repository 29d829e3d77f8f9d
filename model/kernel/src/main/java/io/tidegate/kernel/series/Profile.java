package io.tidegate.kernel.series;

import java.nio.ByteBuffer;

/**
 * The usual value by time of day, relative to the series' base: {@code P += max(.05, 1/n) (x - P)},
 * where rows that share a slot share the rate too. Says nothing before a whole season was seen.
 */
public final class Profile {
  private static final double RATE = 0.05;
  private static final int MOST_COUNT = 0xffff;

  private final float[] values;
  private final short[] counts;
  private int rows;

  Profile(Season season) {
    this(season.slots());
  }

  private Profile(int slots) {
    this.values = new float[slots];
    this.counts = new short[slots];
  }

  void update(int slot, double x, Season season) {
    rows = Math.min(rows + 1, Integer.MAX_VALUE - 1);
    if (values.length == 0) {
      return;
    }
    int count = Math.min((counts[slot] & MOST_COUNT) + 1, MOST_COUNT);
    counts[slot] = (short) count;
    double rate = Math.max(RATE / season.rowsPerSlot(), 1.0 / count);
    values[slot] += (float) (rate * (x - values[slot]));
  }

  /** Counts a row that was filled in: time passed, nothing was learnt. */
  void skip() {
    rows = Math.min(rows + 1, Integer.MAX_VALUE - 1);
  }

  /** Whether it has the slots of {@code season}. */
  boolean fits(Season season) {
    return values.length == season.slots();
  }

  /** Whether the usual value at {@code slot} is known. */
  boolean knows(int slot, Season season) {
    return values.length > 0 && rows >= season.rows() && counts[slot] != 0;
  }

  float value(int slot) {
    return values[slot];
  }

  int bytes() {
    return Short.BYTES + Integer.BYTES + values.length * (Float.BYTES + Short.BYTES);
  }

  void write(ByteBuffer out) {
    out.putShort((short) values.length).putInt(rows);
    for (int i = 0; i < values.length; i++) {
      out.putFloat(values[i]).putShort(counts[i]);
    }
  }

  static Profile read(ByteBuffer in) {
    Profile profile = new Profile(in.getShort());
    profile.rows = in.getInt();
    for (int i = 0; i < profile.values.length; i++) {
      profile.values[i] = in.getFloat();
      profile.counts[i] = in.getShort();
    }
    return profile;
  }
}
