package io.tidegate.kernel.series;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What one origin said at the step groups, and what is needed to learn from it when the actuals
 * arrive. One bit for each group says whether its actual is awaited.
 *
 * <p>Deviation, shared forecasts and covariates are held in 16 bits each, fixed point in steps of
 * 1/800; half widths as {@link ShortFloat}, which they are already when they are issued. What was
 * said is kept as it is written: most of it waits through many records for its actual.
 *
 * <pre>
 *   2  how many slots before the newest      2  groups awaited      1  flags and covariates
 *   2  deviation                             4  scale
 *   for each group awaited:
 *   4  point      2  shared forecast      intervals x 2  half widths      2 each  covariates
 * </pre>
 */
final class IssuedForecast {
  private static final float FIXED_POINT = 800;
  private static final int AT_SHARED = Float.BYTES;
  private static final int AT_HALF_WIDTHS = AT_SHARED + Short.BYTES;

  private final long origin;
  private final short deviation;
  private final float scale;
  private final int intervals;
  private final int covariates;

  /** A bit for each group that {@link #said} has. */
  private final int entered;

  private final ByteBuffer said;
  private int awaited;
  private boolean underThisVersion = true;

  /**
   * One that awaits some groups.
   *
   * @param origin its slot
   * @param deviation of the origin from the level, in units of the scale
   * @param scale of the series at the origin
   * @param awaited a bit for each group
   * @param shared [groups] the shared weights' forecasts, less the value, in units of the scale
   * @param points [groups] the points issued, relative to the base
   * @param halfWidths [groups][intervals] in the series' unit, outermost first
   * @param covariates [groups][covariates] their changes
   */
  IssuedForecast(
      long origin,
      double deviation,
      double scale,
      int awaited,
      float[] shared,
      float[] points,
      float[][] halfWidths,
      float[][] covariates) {
    this(
        origin,
        fixed((float) deviation),
        (float) scale,
        awaited,
        halfWidths[0].length,
        covariates[0].length);
    for (int group = 0; group < points.length; group++) {
      if (awaits(group)) {
        said.putFloat(points[group]).putShort(fixed(shared[group]));
        for (float halfWidth : halfWidths[group]) {
          said.putShort(ShortFloat.bits(halfWidth));
        }
        for (float covariate : covariates[group]) {
          said.putShort(fixed(covariate));
        }
      }
    }
  }

  private IssuedForecast(
      long origin, short deviation, float scale, int awaited, int intervals, int covariates) {
    this.origin = origin;
    this.deviation = deviation;
    this.scale = scale;
    this.intervals = intervals;
    this.covariates = covariates;
    this.entered = awaited;
    this.awaited = awaited;
    this.said =
        ByteBuffer.allocate(Integer.bitCount(awaited) * bytesOfGroup())
            .order(ByteOrder.LITTLE_ENDIAN);
  }

  private int bytesOfGroup() {
    return AT_HALF_WIDTHS + Short.BYTES * (intervals + covariates);
  }

  /** Where the group stands in {@link #said}. */
  private int at(int group) {
    return Integer.bitCount(entered & ((1 << group) - 1)) * bytesOfGroup();
  }

  /** The same at the step groups and with the intervals of another shape, which it has all. */
  IssuedForecast carriedOver(ShapeChange change) {
    int carriedGroups = 0;
    for (int group = 0; group < change.groups(); group++) {
      int former = change.formerGroup(group);
      carriedGroups |= former >= 0 && awaits(former) ? 1 << group : 0;
    }
    IssuedForecast carried =
        new IssuedForecast(origin, deviation, scale, carriedGroups, change.intervals(), covariates);
    carried.underThisVersion = underThisVersion;
    for (int group = 0; group < change.groups(); group++) {
      if (carried.awaits(group)) {
        int from = at(change.formerGroup(group));
        carried.said.putFloat(said.getFloat(from)).putShort(said.getShort(from + AT_SHARED));
        for (int i = 0; i < change.intervals(); i++) {
          carried.said.putShort(said.getShort(atHalfWidth(from, change.formerInterval(i))));
        }
        for (int i = 0; i < covariates; i++) {
          carried.said.putShort(said.getShort(atHalfWidth(from, intervals + i)));
        }
      }
    }
    return carried;
  }

  private static int atHalfWidth(int atGroup, int interval) {
    return atGroup + AT_HALF_WIDTHS + Short.BYTES * interval;
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
    return said.getShort(at(group) + AT_SHARED) / FIXED_POINT;
  }

  float point(int group) {
    return said.getFloat(at(group));
  }

  int intervals() {
    return intervals;
  }

  float halfWidth(int group, int interval) {
    return ShortFloat.of(said.getShort(atHalfWidth(at(group), interval)));
  }

  /** Writes the half widths of a group, outermost first. */
  void halfWidths(int group, float[] widths) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = halfWidth(group, i);
    }
  }

  /** Number of covariates that were in use at the origin. */
  int covariates() {
    return covariates;
  }

  float covariate(int group, int i) {
    return said.getShort(atHalfWidth(at(group), intervals + i)) / FIXED_POINT;
  }

  boolean awaits(int group) {
    return (awaited >> group & 1) != 0;
  }

  /** How many of the groups, a bit for each, are awaited. */
  int awaited(int groups) {
    return Integer.bitCount(awaited & groups);
  }

  boolean awaitsOnlyTheNextStep() {
    return awaited == 1;
  }

  boolean awaitsAny() {
    return awaited != 0;
  }

  void settle(int group) {
    settleAll(1 << group);
  }

  /** Awaits none of the groups any longer, a bit for each. */
  void settleAll(int groups) {
    awaited &= ~groups;
  }

  /** Whether the weights have not changed since; only then does the stack learn from it. */
  boolean underThisVersion() {
    return underThisVersion;
  }

  void versionChanged() {
    underThisVersion = false;
  }

  int bytes() {
    return 3 * Short.BYTES + 1 + Float.BYTES + Integer.bitCount(awaited) * bytesOfGroup();
  }

  /** The origin is written as a difference from {@code slot}; settled groups are left out. */
  void write(ByteBuffer out, long slot) {
    out.putShort((short) (slot - origin)).putShort((short) awaited);
    out.put((byte) ((underThisVersion ? 1 : 0) | covariates << 1));
    out.putShort(deviation).putFloat(scale);
    if (awaited == entered) {
      out.put(said.array());
      return;
    }
    for (int rest = awaited; rest != 0; rest &= rest - 1) {
      out.put(said.array(), at(Integer.numberOfTrailingZeros(rest)), bytesOfGroup());
    }
  }

  static IssuedForecast read(ByteBuffer in, long slot, int intervals) {
    long origin = slot - in.getShort();
    int awaited = Short.toUnsignedInt(in.getShort());
    int flags = in.get();
    short deviation = in.getShort();
    float scale = in.getFloat();
    IssuedForecast forecast =
        new IssuedForecast(origin, deviation, scale, awaited, intervals, flags >> 1);
    forecast.underThisVersion = (flags & 1) != 0;
    in.get(forecast.said.array());
    return forecast;
  }

  /**
   * Format 2 had float32 throughout, the level in place of the deviation, and no covariates.
   *
   * @param newest value, which stands in for that of the origin
   */
  static IssuedForecast readFormat2(ByteBuffer in, long slot, int intervals, double newest) {
    long origin = slot - in.getShort();
    int awaited = in.getShort();
    boolean underThisVersion = in.get() != 0;
    float level = in.getFloat();
    float scale = in.getFloat();
    short deviation = fixed((float) ((newest - level) / scale));
    IssuedForecast forecast = new IssuedForecast(origin, deviation, scale, awaited, intervals, 0);
    forecast.underThisVersion = underThisVersion;
    for (int i = Integer.bitCount(awaited); i > 0; i--) {
      float shared = in.getFloat();
      forecast.said.putFloat(in.getFloat()).putShort(fixed(shared));
      for (int interval = 0; interval < intervals; interval++) {
        forecast.said.putShort(ShortFloat.bits(in.getFloat()));
      }
    }
    return forecast;
  }
}
