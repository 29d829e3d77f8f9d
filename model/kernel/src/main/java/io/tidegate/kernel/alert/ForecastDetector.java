package io.tidegate.kernel.alert;

import java.nio.ByteBuffer;

/**
 * How far a value is from what was forecast for it, in units of the half of the interval on its
 * side, by one record of distances above and one of those below. An interval that is honest but for
 * its size does no harm: the record is of the same units. What is surprising counts for a third,
 * since the detectors beside it know more of what is usual.
 */
final class ForecastDetector {
  static final int BYTES = 2 * FadingRecord.BYTES;

  private static final double SHARE = 1.0 / 3;
  private static final double MOST_HALVES = 1e6;

  private final FadingRecord above = new FadingRecord();
  private final FadingRecord below = new FadingRecord();

  double take(double value, Expected expected) {
    double distance = value - expected.point();
    double half =
        distance > 0 ? expected.high() - expected.point() : expected.point() - expected.low();
    double halves = half > 0 ? Math.min(MOST_HALVES, Math.abs(distance) / half) : 0;
    double score =
        Math.max(
            above.take(distance > 0 ? halves : 0, 1), below.take(distance > 0 ? 0 : halves, 1));
    return score > 1 ? 1 + SHARE * (score - 1) : score;
  }

  void write(ByteBuffer out) {
    above.write(out);
    below.write(out);
  }

  void read(ByteBuffer in) {
    above.read(in);
    below.read(in);
  }
}
