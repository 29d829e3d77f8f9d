package io.tidegate.kernel.series;

import java.nio.ByteBuffer;

/** Counts up to a bound, in one byte each where that is enough, else in two. */
final class Counts {
  private static final int MOST_OF_BYTE = 0xff;
  private static final int MOST_OF_SHORT = 0xffff;

  /** As they are written, little-endian. */
  private final byte[] bytes;

  private final boolean wide;

  /**
   * All zero.
   *
   * @param bound beyond which nothing depends on a count
   */
  Counts(int size, double bound) {
    wide = bound > MOST_OF_BYTE;
    bytes = new byte[wide ? Short.BYTES * size : size];
  }

  int increment(int i) {
    set(i, of(i) + 1);
    return of(i);
  }

  void set(int i, int count) {
    if (wide) {
      int most = Math.min(count, MOST_OF_SHORT);
      bytes[2 * i] = (byte) most;
      bytes[2 * i + 1] = (byte) (most >> Byte.SIZE);
    } else {
      bytes[i] = (byte) Math.min(count, MOST_OF_BYTE);
    }
  }

  int of(int i) {
    return wide
        ? Byte.toUnsignedInt(bytes[2 * i]) | Byte.toUnsignedInt(bytes[2 * i + 1]) << Byte.SIZE
        : Byte.toUnsignedInt(bytes[i]);
  }

  /** Whether each takes two bytes. */
  boolean wide() {
    return wide;
  }

  int bytes() {
    return bytes.length;
  }

  void write(ByteBuffer out) {
    out.put(bytes);
  }

  void read(ByteBuffer in) {
    in.get(bytes);
  }
}
