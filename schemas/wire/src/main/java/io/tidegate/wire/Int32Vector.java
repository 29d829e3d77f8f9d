package io.tidegate.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Steps and counts on the wire: little-endian int32, nothing else; the sizes travel in fields
 * beside.
 */
public final class Int32Vector {
  private Int32Vector() {}

  /** Encodes {@code values}; the buffer is ready to be read. */
  public static ByteBuffer encode(int[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    return bytes;
  }

  /**
   * Decodes the whole of {@code bytes} without moving its position.
   *
   * @throws IllegalArgumentException if the size is not a multiple of four bytes
   */
  public static int[] decode(ByteBuffer bytes) {
    if (bytes.remaining() % Integer.BYTES != 0) {
      throw new IllegalArgumentException(
          "an int32 vector has a multiple of 4 bytes, this has " + bytes.remaining());
    }
    int[] values = new int[bytes.remaining() / Integer.BYTES];
    bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(values);
    return values;
  }
}
