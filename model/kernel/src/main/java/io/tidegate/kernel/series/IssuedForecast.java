package io.tidegate.kernel.series;

import java.nio.ByteBuffer;

/**
 * What one origin said at the step groups, and what is needed to learn from it when the actuals
 * arrive. One bit for each group says whether its actual is awaited.
 *
 * <p>Deviation, shared forecasts and covariates are held in 16 bits each, fixed point in steps of
 * 1/800; half widths as {@link ShortFloat}, which they are already when they are issued.
 */
final class IssuedForecast {
  private static final float FIXED_POINT = 800;

  private final long origin;
  private final short deviation;
  private final float scale;
  private final short[] shared;
  private final float[] points;
  private final float[][] halfWidths;
  private final short[][] covariates;
  private int awaited;
  private boolean underThisVersion = true;

  /**
   * Keeps points and half widths.
   *
   * @param origin its slot
   * @param deviation of the origin from the level, in units of the scale
   * @param scale of the series at the origin
   * @param shared [groups] the shared weights' forecasts, less the value, in units of the scale
   * @param points [groups] the points issued, relative to the base
   * @param halfWidths [groups][intervals] in the series' unit, outermost first
   * @param covariates [groups][covariates] their changes
   */
  IssuedForecast(
      long origin,
      double deviation,
      double scale,
      float[] shared,
      float[] points,
      float[][] halfWidths,
      float[][] covariates) {
    this(origin, fixed((float) deviation), (float) scale, points, halfWidths, covariates[0].length);
    for (int group = 0; group < points.length; group++) {
      this.shared[group] = fixed(shared[group]);
      for (int i = 0; i < covariates[group].length; i++) {
        this.covariates[group][i] = fixed(covariates[group][i]);
      }
    }
    this.awaited = (1 << points.length) - 1;
  }

  private IssuedForecast(
      long origin,
      short deviation,
      float scale,
      float[] points,
      float[][] halfWidths,
      int covariates) {
    this.origin = origin;
    this.deviation = deviation;
    this.scale = scale;
    this.shared = new short[points.length];
    this.points = points;
    this.halfWidths = halfWidths;
    this.covariates = new short[points.length][covariates];
  }

  /** The same at the step groups and with the intervals of another shape, which it has all. */
  IssuedForecast carriedOver(ShapeChange change) {
    int known = covariates();
    IssuedForecast carried =
        new IssuedForecast(
            origin,
            deviation,
            scale,
            new float[change.groups()],
            new float[change.groups()][change.intervals()],
            known);
    carried.underThisVersion = underThisVersion;
    for (int group = 0; group < change.groups(); group++) {
      int former = change.formerGroup(group);
      if (former >= 0 && awaits(former)) {
        carried.awaited |= 1 << group;
        carried.shared[group] = shared[former];
        carried.points[group] = points[former];
        carried.covariates[group] = covariates[former];
        for (int i = 0; i < change.intervals(); i++) {
          carried.halfWidths[group][i] = halfWidths[former][change.formerInterval(i)];
        }
      }
    }
    return carried;
  }

  private static short fixed(float value) {
    float scaled = value * FIXED_POINT;
    return (short) Math.round(Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, scaled)));
  }

  long origin() {
    return origin;
  }

  float deviation() {
    return deviation / FIXED_POINT;
  }

  float scale() {
    return scale;
  }

  float shared(int group) {
    return shared[group] / FIXED_POINT;
  }

  float point(int group) {
    return points[group];
  }

  float[] halfWidths(int group) {
    return halfWidths[group];
  }

  /** Number of covariates that were in use at the origin. */
  int covariates() {
    return covariates[0].length;
  }

  float covariate(int group, int i) {
    return covariates[group][i] / FIXED_POINT;
  }

  boolean awaits(int group) {
    return (awaited >> group & 1) != 0;
  }

  boolean awaitsOnlyTheNextStep() {
    return awaited == 1;
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
    int perGroup = Float.BYTES + Short.BYTES * (1 + halfWidths[0].length + covariates());
    return 3 * Short.BYTES + 1 + Float.BYTES + Integer.bitCount(awaited) * perGroup;
  }

  /** The origin is written as a difference from {@code slot}; settled groups are left out. */
  void write(ByteBuffer out, long slot) {
    out.putShort((short) (slot - origin)).putShort((short) awaited);
    out.put((byte) ((underThisVersion ? 1 : 0) | covariates() << 1));
    out.putShort(deviation).putFloat(scale);
    for (int group = 0; group < points.length; group++) {
      if (awaits(group)) {
        out.putFloat(points[group]).putShort(shared[group]);
        for (float halfWidth : halfWidths[group]) {
          out.putShort(ShortFloat.bits(halfWidth));
        }
        for (short change : covariates[group]) {
          out.putShort(change);
        }
      }
    }
  }

  static IssuedForecast read(ByteBuffer in, long slot, int groups, int intervals) {
    long origin = slot - in.getShort();
    int awaited = Short.toUnsignedInt(in.getShort());
    int flags = in.get();
    short deviation = in.getShort();
    float scale = in.getFloat();
    IssuedForecast forecast =
        new IssuedForecast(
            origin, deviation, scale, new float[groups], new float[groups][intervals], flags >> 1);
    forecast.awaited = awaited;
    forecast.underThisVersion = (flags & 1) != 0;
    for (int group = 0; group < groups; group++) {
      if (forecast.awaits(group)) {
        forecast.points[group] = in.getFloat();
        forecast.shared[group] = in.getShort();
        for (int i = 0; i < intervals; i++) {
          forecast.halfWidths[group][i] = ShortFloat.of(in.getShort());
        }
        for (int i = 0; i < forecast.covariates(); i++) {
          forecast.covariates[group][i] = in.getShort();
        }
      }
    }
    return forecast;
  }

  /**
   * Format 2 had float32 throughout, the level in place of the deviation, and no covariates.
   *
   * @param newest value, which stands in for that of the origin
   */
  static IssuedForecast readFormat2(
      ByteBuffer in, long slot, int groups, int intervals, double newest) {
    long origin = slot - in.getShort();
    int awaited = in.getShort();
    boolean underThisVersion = in.get() != 0;
    float level = in.getFloat();
    float scale = in.getFloat();
    IssuedForecast forecast =
        new IssuedForecast(
            origin,
            fixed((float) ((newest - level) / scale)),
            scale,
            new float[groups],
            new float[groups][intervals],
            0);
    forecast.awaited = awaited;
    forecast.underThisVersion = underThisVersion;
    for (int group = 0; group < groups; group++) {
      if (forecast.awaits(group)) {
        forecast.shared[group] = fixed(in.getFloat());
        forecast.points[group] = in.getFloat();
        for (int i = 0; i < intervals; i++) {
          forecast.halfWidths[group][i] = ShortFloat.rounded(in.getFloat());
        }
      }
    }
    return forecast;
  }
}
