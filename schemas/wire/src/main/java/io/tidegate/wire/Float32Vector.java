package io.tidegate.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Vectors on the wire: little-endian float32, nothing else; the sizes travel in fields beside. */
public final class Float32Vector {
  private Float32Vector() {}

  /** Encodes {@code values}; the buffer is ready to be read. */
  public static ByteBuffer encode(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes;
  }

  /**
   * Decodes the whole of {@code bytes} without moving its position.
   *
   * @throws IllegalArgumentException if the size is not a multiple of four bytes
   */
  public static float[] decode(ByteBuffer bytes) {
    if (bytes.remaining() % Float.BYTES != 0) {
      throw new IllegalArgumentException(
          "a float32 vector has a multiple of 4 bytes, this has " + bytes.remaining());
    }
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
