package io.tidegate.kernel.series;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Many float32 at once, little-endian: one after the other a buffer takes its time over each. */
final class Floats {
  private static final VarHandle FLOATS =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  private Floats() {}

  /** Takes the next {@code values.length} of a buffer that has an array. */
  static void read(ByteBuffer in, float[] values) {
    read(in, values, values.length);
  }

  /** Takes the next {@code count}. */
  static void read(ByteBuffer in, float[] values, int count) {
    int bytes = count * Float.BYTES;
    if (in.remaining() < bytes) {
      throw new BufferUnderflowException();
    }
    byte[] array = in.array();
    int at = in.arrayOffset() + in.position();
    for (int i = 0; i < count; i++) {
      values[i] = (float) FLOATS.get(array, at + i * Float.BYTES);
    }
    in.position(in.position() + bytes);
  }

  /** Puts all of them into a buffer that has an array. */
  static void write(ByteBuffer out, float[] values) {
    write(out, values, 0, values.length);
  }

  /** Puts {@code count} from {@code first} on. */
  static void write(ByteBuffer out, float[] values, int first, int count) {
    byte[] array = out.array();
    int at = out.arrayOffset() + out.position();
    for (int i = 0; i < count; i++) {
      FLOATS.set(array, at + i * Float.BYTES, values[first + i]);
    }
    out.position(out.position() + count * Float.BYTES);
  }
}
