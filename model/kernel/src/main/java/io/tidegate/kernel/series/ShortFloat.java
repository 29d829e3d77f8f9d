package io.tidegate.kernel.series;

/**
 * Positive numbers in 16 bits: the upper half of a float32, whose range it keeps at 8 bits of
 * precision (the format known as bfloat16).
 */
public final class ShortFloat {
  private ShortFloat() {}

  /** The nearest number that 16 bits can say, at least as large as the smallest normal float. */
  public static float rounded(float value) {
    return of(bits(value));
  }

  static short bits(float value) {
    int bits = Float.floatToIntBits(Math.max(value, Float.MIN_NORMAL));
    return (short) ((bits + 0x8000) >>> 16);
  }

  static float of(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }
}
