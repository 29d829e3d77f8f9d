package io.tidegate.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Sums on the wire: little-endian float64, nothing else; the sizes travel in fields beside. */
public final class Float64Vector {
  private Float64Vector() {}

  /** Encodes {@code values}; the buffer is ready to be read. */
  public static ByteBuffer encode(double[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    return bytes;
  }

  /**
   * Decodes the whole of {@code bytes} without moving its position.
   *
   * @throws IllegalArgumentException if the size is not a multiple of eight bytes
   */
  public static double[] decode(ByteBuffer bytes) {
    if (bytes.remaining() % Double.BYTES != 0) {
      throw new IllegalArgumentException(
          "a float64 vector has a multiple of 8 bytes, this has " + bytes.remaining());
    }
    double[] values = new double[bytes.remaining() / Double.BYTES];
    bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    return values;
  }
}
