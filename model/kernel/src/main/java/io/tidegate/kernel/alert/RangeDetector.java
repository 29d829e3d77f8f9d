package io.tidegate.kernel.alert;

import java.nio.ByteBuffer;

/**
 * Whether a value lies outside of all values so far, and how far: 1 + 5 e, where e is the distance
 * from the range in widths of the range (1 where all values so far were the same). The range closes
 * by a hundred-thousandth a row, so that what a stream once was does not count for ever.
 */
final class RangeDetector {
  static final int BYTES = 2 * Float.BYTES;

  private static final double STEEPNESS = 5;

  /** The score of a value as far outside as the range is wide. */
  static final double A_WIDTH_OUTSIDE = 1 + STEEPNESS;

  private static final double CLOSING = 1e-5;

  private float low = Float.NaN;
  private float high = Float.NaN;

  /** How far the value lies outside; 0 inside. */
  double take(double value) {
    double outside = Math.max(value - high, low - value);
    double width = high - low;
    double score = outside > 0 ? 1 + STEEPNESS * (width > 0 ? outside / width : 1) : 0;
    double middle = (high + low) / 2;
    low = (float) least(middle + (low - middle) * (1 - CLOSING), value);
    high = (float) -least(-(middle + (high - middle) * (1 - CLOSING)), -value);
    return score;
  }

  private static double least(double bound, double value) {
    return Double.isNaN(bound) ? value : Math.min(bound, value);
  }

  void write(ByteBuffer out) {
    out.putFloat(low).putFloat(high);
  }

  void read(ByteBuffer in) {
    low = in.getFloat();
    high = in.getFloat();
  }
}
