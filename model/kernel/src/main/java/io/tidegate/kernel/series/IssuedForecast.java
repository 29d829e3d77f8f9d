package io.tidegate.kernel.series;

import java.nio.ByteBuffer;

/**
 * What was said about one slot and is not yet known to be right or wrong. Immutable by agreement:
 * nobody writes into the half widths.
 */
final class IssuedForecast {
  private final long target;
  private final int group;
  private final float point;
  private final float scale;
  private final float[] halfWidths;

  /**
   * Keeps the array.
   *
   * @param target the slot that it is about
   * @param group the step group
   * @param point relative to the series' base
   * @param scale the scale s at the origin
   * @param halfWidths [intervals] in the series' unit, outermost first
   */
  IssuedForecast(long target, int group, float point, float scale, float[] halfWidths) {
    this.target = target;
    this.group = group;
    this.point = point;
    this.scale = scale;
    this.halfWidths = halfWidths;
  }

  long target() {
    return target;
  }

  /** Lets the actual, relative to the series' base, tell how good this was. */
  void scoreAgainst(double actual, Calibration calibration) {
    calibration.score(group, actual - point, scale, halfWidths);
  }

  static int bytes(int intervals) {
    return Short.BYTES + 1 + (2 + intervals) * Float.BYTES;
  }

  /** The target is written as a difference from {@code slot}, which fits 16 bits. */
  void write(ByteBuffer out, long slot) {
    out.putShort((short) (target - slot)).put((byte) group).putFloat(point).putFloat(scale);
    for (float halfWidth : halfWidths) {
      out.putFloat(halfWidth);
    }
  }

  static IssuedForecast read(ByteBuffer in, long slot, int intervals) {
    long target = slot + in.getShort();
    int group = in.get();
    float point = in.getFloat();
    float scale = in.getFloat();
    float[] halfWidths = new float[intervals];
    for (int i = 0; i < intervals; i++) {
      halfWidths[i] = in.getFloat();
    }
    return new IssuedForecast(target, group, point, scale, halfWidths);
  }
}
