package io.tidegate.kernel.series;

import java.nio.ByteBuffer;
import java.util.BitSet;

/** The newest rows, relative to the series' base, and which were bridged. */
public final class Ring {
  private final float[] values;
  private final BitSet bridged;
  private int newest = -1;
  private int size;

  /** An empty one of at most {@code capacity} rows, a multiple of 8. */
  Ring(int capacity) {
    values = new float[capacity];
    bridged = new BitSet(capacity);
  }

  /** The newest rows of {@code other}, as many as fit. */
  Ring(int capacity, Ring other) {
    this(capacity);
    for (int ago = Math.min(capacity, other.size) - 1; ago >= 0; ago--) {
      push(other.value(ago), other.bridged(ago));
    }
  }

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
    newest = (newest + 1) % values.length;
    values[newest] = (float) value;
    bridged.set(newest, filledIn);
    size = Math.min(size + 1, values.length);
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
    int index = newest - ago;
    return index < 0 ? index + values.length : index;
  }

  int flagBytes() {
    return values.length / Byte.SIZE;
  }

  int bytes() {
    return Short.BYTES + flagBytes() + size * Float.BYTES;
  }

  /** Oldest row first, whatever the position in the array. */
  void write(ByteBuffer out) {
    byte[] flags = new byte[flagBytes()];
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

  static Ring read(ByteBuffer in, int capacity) {
    Ring ring = new Ring(capacity);
    int size = in.getShort();
    byte[] flags = new byte[ring.flagBytes()];
    in.get(flags);
    for (int i = 0; i < size; i++) {
      ring.push(in.getFloat(), (flags[i / Byte.SIZE] >> (i % Byte.SIZE) & 1) != 0);
    }
    return ring;
  }
}
