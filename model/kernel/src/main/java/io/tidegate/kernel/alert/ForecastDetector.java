package io.tidegate.kernel.alert;

import java.nio.ByteBuffer;

/**
 * How far a value is from what was forecast for it one step before, by one record of distances
 * above and one of those below. What is surprising counts for a third: the detectors beside it know
 * more of what is usual. Distances are not divided by the interval, which widens and narrows with
 * the very values that are to be judged: so measured a record found less than none at all.
 */
final class ForecastDetector {
  static final int BYTES = 2 * FadingRecord.BYTES;

  private static final double SHARE = 1.0 / 3;

  private final FadingRecord above = new FadingRecord();
  private final FadingRecord below = new FadingRecord();

  double take(double value, Expected expected, double deviation) {
    double distance = value - expected.point();
    double score =
        Math.max(
            above.take(Math.max(0, distance), deviation),
            below.take(Math.max(0, -distance), deviation));
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
