package io.tidegate.kernel.series;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The newest rows, relative to the series' base, and which were bridged. */
public final class Ring {
  private final float[] values;

  /** [capacity / 8]: a bit for each value. */
  private final byte[] bridged;

  private int newest = -1;
  private int size;

  /** An empty one of at most {@code capacity} rows, a multiple of 8. */
  Ring(int capacity) {
    values = new float[capacity];
    bridged = new byte[capacity / Byte.SIZE];
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
    int index = index(ago);
    return (bridged[index / Byte.SIZE] >> (index % Byte.SIZE) & 1) != 0;
  }

  void push(double value, boolean filledIn) {
    newest = newest + 1 == values.length ? 0 : newest + 1;
    values[newest] = (float) value;
    flag(newest, filledIn);
    size = Math.min(size + 1, values.length);
  }

  /** Puts an observed value in the place of a bridged one. */
  void replace(int ago, double value) {
    int index = index(ago);
    values[index] = (float) value;
    flag(index, false);
  }

  private void flag(int index, boolean filledIn) {
    int bit = 1 << (index % Byte.SIZE);
    int others = bridged[index / Byte.SIZE] & ~bit;
    bridged[index / Byte.SIZE] = (byte) (filledIn ? others | bit : others);
  }

  private int index(int ago) {
    if (ago < 0 || ago >= size) {
      throw new IndexOutOfBoundsException("row " + ago + " of " + size);
    }
    int index = newest - ago;
    return index < 0 ? index + values.length : index;
  }

  int flagBytes() {
    return bridged.length;
  }

  int bytes() {
    return Short.BYTES + bridged.length + size * Float.BYTES;
  }

  /** Oldest row first, whatever the position in the array. */
  void write(ByteBuffer out) {
    int oldest = newest + 1 - size;
    int wrapped = Math.max(0, -oldest);
    out.putShort((short) size).put(flags());
    Floats.write(out, values, values.length - wrapped, wrapped);
    Floats.write(out, values, oldest + wrapped, size - wrapped);
  }

  /** The bits of {@link #bridged}, oldest row first. */
  private byte[] flags() {
    byte[] flags = new byte[bridged.length];
    if (!Arrays.equals(flags, bridged)) {
      for (int i = 0; i < size; i++) {
        if (bridged(size - 1 - i)) {
          flags[i / Byte.SIZE] |= (byte) (1 << (i % Byte.SIZE));
        }
      }
    }
    return flags;
  }

  static Ring read(ByteBuffer in, int capacity) {
    Ring ring = new Ring(capacity);
    int size = in.getShort();
    if (size < 0 || size > capacity) {
      throw new IllegalArgumentException(
          "expected a state of at most " + capacity + " rows, found " + size);
    }
    in.get(ring.bridged);
    Floats.read(in, ring.values, size);
    ring.newest = size - 1;
    ring.size = size;
    return ring;
  }
}
