package io.tidegate.kernel.series;

import java.nio.ByteBuffer;

/**
 * What one origin said at the step groups, and what is needed to learn from it when the actuals
 * arrive. One bit for each group says whether its actual is awaited.
 */
final class IssuedForecast {
  private final long origin;
  private final float level;
  private final float scale;
  private final float[] shared;
  private final float[] points;
  private final float[][] halfWidths;
  private int awaited;
  private boolean underThisVersion = true;

  /**
   * Keeps the arrays.
   *
   * @param origin its slot
   * @param level of the series at the origin, relative to the base
   * @param scale of the series at the origin
   * @param shared [groups] the shared weights' forecasts, less the value, in units of the scale
   * @param points [groups] the points issued, relative to the base
   * @param halfWidths [groups][intervals] in the series' unit, outermost first
   */
  IssuedForecast(
      long origin,
      double level,
      double scale,
      float[] shared,
      float[] points,
      float[][] halfWidths) {
    this.origin = origin;
    this.level = (float) level;
    this.scale = (float) scale;
    this.shared = shared;
    this.points = points;
    this.halfWidths = halfWidths;
    this.awaited = (1 << points.length) - 1;
  }

  long origin() {
    return origin;
  }

  float level() {
    return level;
  }

  float scale() {
    return scale;
  }

  float shared(int group) {
    return shared[group];
  }

  float point(int group) {
    return points[group];
  }

  float[] halfWidths(int group) {
    return halfWidths[group];
  }

  int groups() {
    return points.length;
  }

  boolean awaits(int group) {
    return (awaited >> group & 1) != 0;
  }

  boolean awaitsAny() {
    return awaited != 0;
  }

  void settle(int group) {
    awaited &= ~(1 << group);
  }

  /** Whether the weights have not changed since; only then does the stack learn from it. */
  boolean underThisVersion() {
    return underThisVersion;
  }

  void versionChanged() {
    underThisVersion = false;
  }

  int bytes() {
    int open = Integer.bitCount(awaited);
    int intervals = halfWidths[0].length;
    return 2 * Short.BYTES + 1 + 2 * Float.BYTES + open * (2 + intervals) * Float.BYTES;
  }

  /** The origin is written as a difference from {@code slot}; settled groups are left out. */
  void write(ByteBuffer out, long slot) {
    out.putShort((short) (slot - origin)).putShort((short) awaited);
    out.put((byte) (underThisVersion ? 1 : 0)).putFloat(level).putFloat(scale);
    for (int group = 0; group < points.length; group++) {
      if (awaits(group)) {
        out.putFloat(shared[group]).putFloat(points[group]);
        for (float halfWidth : halfWidths[group]) {
          out.putFloat(halfWidth);
        }
      }
    }
  }

  static IssuedForecast read(ByteBuffer in, long slot, int groups, int intervals) {
    long origin = slot - in.getShort();
    int awaited = in.getShort();
    boolean underThisVersion = in.get() != 0;
    float level = in.getFloat();
    float scale = in.getFloat();
    float[] shared = new float[groups];
    float[] points = new float[groups];
    float[][] halfWidths = new float[groups][intervals];
    for (int group = 0; group < groups; group++) {
      if ((awaited >> group & 1) != 0) {
        shared[group] = in.getFloat();
        points[group] = in.getFloat();
        for (int i = 0; i < intervals; i++) {
          halfWidths[group][i] = in.getFloat();
        }
      }
    }
    IssuedForecast forecast = new IssuedForecast(origin, level, scale, shared, points, halfWidths);
    forecast.awaited = awaited;
    forecast.underThisVersion = underThisVersion;
    return forecast;
  }
}
