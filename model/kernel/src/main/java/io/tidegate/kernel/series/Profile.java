package io.tidegate.kernel.series;

import java.nio.ByteBuffer;

/**
 * The usual value by time of day, relative to the series' base: {@code P += max(.05, 1/n) (x - P)},
 * where rows that share a slot share the rate too. Says nothing before a whole season was seen.
 */
public final class Profile {
  private static final double RATE = 0.05;

  private final float[] values;
  private final Counts counts;
  private int rows;

  Profile(Season season) {
    this(season.slots(), season);
  }

  private Profile(int slots, Season season) {
    this.values = new float[slots];
    this.counts = new Counts(slots, season.rowsPerSlot() / RATE);
  }

  void update(int slot, double x, Season season) {
    rows = Math.min(rows + 1, Integer.MAX_VALUE - 1);
    if (values.length == 0) {
      return;
    }
    double rate = Math.max(RATE / season.rowsPerSlot(), 1.0 / counts.increment(slot));
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
    return values.length > 0 && rows >= season.rows() && counts.of(slot) != 0;
  }

  float value(int slot) {
    return values[slot];
  }

  boolean wideCounts() {
    return counts.wide();
  }

  int bytes() {
    return Short.BYTES + Integer.BYTES + values.length * Float.BYTES + counts.bytes();
  }

  void write(ByteBuffer out) {
    out.putShort((short) values.length).putInt(rows);
    Floats.write(out, values);
    counts.write(out);
  }

  static Profile read(ByteBuffer in, Season season) {
    Profile profile = new Profile(in.getShort(), season);
    profile.rows = in.getInt();
    Floats.read(in, profile.values);
    profile.counts.read(in);
    return profile;
  }

  /** Formats 1 and 2 had two bytes for every count, beside its value. */
  static Profile readFormat2(ByteBuffer in, Season season) {
    Profile profile = new Profile(in.getShort(), season);
    profile.rows = in.getInt();
    for (int i = 0; i < profile.values.length; i++) {
      profile.values[i] = in.getFloat();
      profile.counts.set(i, Short.toUnsignedInt(in.getShort()));
    }
    return profile;
  }
}
