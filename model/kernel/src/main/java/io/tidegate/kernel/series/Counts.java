package io.tidegate.kernel.series;

import java.nio.ByteBuffer;

/** Counts up to a bound, in one byte each where that is enough, else in two. */
final class Counts {
  private static final int MOST_OF_BYTE = 0xff;
  private static final int MOST_OF_SHORT = 0xffff;

  private final int[] counts;
  private final boolean wide;

  /**
   * All zero.
   *
   * @param bound beyond which nothing depends on a count
   */
  Counts(int size, double bound) {
    counts = new int[size];
    wide = bound > MOST_OF_BYTE;
  }

  int increment(int i) {
    set(i, counts[i] + 1);
    return counts[i];
  }

  void set(int i, int count) {
    counts[i] = Math.min(count, wide ? MOST_OF_SHORT : MOST_OF_BYTE);
  }

  int of(int i) {
    return counts[i];
  }

  /** Whether each takes two bytes. */
  boolean wide() {
    return wide;
  }

  int bytes() {
    return counts.length * (wide ? Short.BYTES : 1);
  }

  void write(ByteBuffer out) {
    for (int count : counts) {
      if (wide) {
        out.putShort((short) count);
      } else {
        out.put((byte) count);
      }
    }
  }

  void read(ByteBuffer in) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = wide ? Short.toUnsignedInt(in.getShort()) : Byte.toUnsignedInt(in.get());
    }
  }
}
