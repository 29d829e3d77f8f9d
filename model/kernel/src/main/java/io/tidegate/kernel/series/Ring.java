package io.tidegate.kernel.series;

import java.nio.ByteBuffer;
import java.util.BitSet;

/** The newest {@value #CAPACITY} rows, relative to the series' base, and which were bridged. */
public final class Ring {
  /** Most rows held. */
  public static final int CAPACITY = 168;

  private static final int FLAG_BYTES = CAPACITY / Byte.SIZE;

  private final float[] values = new float[CAPACITY];
  private final BitSet bridged = new BitSet(CAPACITY);
  private int newest = -1;
  private int size;

  /** Number of rows held. */
  public int size() {
    return size;
  }

  /** The value {@code ago} rows before the newest. */
  public float value(int ago) {
    return values[index(ago)];
  }

  /** Whether the row {@code ago} rows before the newest was filled in, not observed. */
  public boolean bridged(int ago) {
    return bridged.get(index(ago));
  }

  void push(double value, boolean filledIn) {
    newest = (newest + 1) % CAPACITY;
    values[newest] = (float) value;
    bridged.set(newest, filledIn);
    size = Math.min(size + 1, CAPACITY);
  }

  /** Puts an observed value in the place of a bridged one. */
  void replace(int ago, double value) {
    int index = index(ago);
    values[index] = (float) value;
    bridged.clear(index);
  }

  private int index(int ago) {
    if (ago < 0 || ago >= size) {
      throw new IndexOutOfBoundsException("row " + ago + " of " + size);
    }
    return (newest - ago + CAPACITY) % CAPACITY;
  }

  int bytes() {
    return Short.BYTES + FLAG_BYTES + size * Float.BYTES;
  }

  /** Oldest row first, whatever the position in the array. */
  void write(ByteBuffer out) {
    byte[] flags = new byte[FLAG_BYTES];
    out.putShort((short) size);
    int flagsAt = out.position();
    out.put(flags);
    for (int i = 0; i < size; i++) {
      int ago = size - 1 - i;
      out.putFloat(value(ago));
      if (bridged(ago)) {
        flags[i / Byte.SIZE] |= (byte) (1 << (i % Byte.SIZE));
      }
    }
    out.put(flagsAt, flags);
  }

  static Ring read(ByteBuffer in) {
    Ring ring = new Ring();
    int size = in.getShort();
    byte[] flags = new byte[FLAG_BYTES];
    in.get(flags);
    for (int i = 0; i < size; i++) {
      ring.push(in.getFloat(), (flags[i / Byte.SIZE] >> (i % Byte.SIZE) & 1) != 0);
    }
    return ring;
  }
}
