package io.tidegate.stream.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Hourly values with a day, half of it, a week, and noise; each series has a level, size and phase
 * of its own. Any value can be had at any time.
 */
final class MadeValues {
  /** Time of row 0. */
  private static final long START = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();

  private static final long STEP = Duration.ofHours(1).toMillis();

  private MadeValues() {}

  /** Event time of a row, milliseconds. */
  static long time(long row) {
    return START + row * STEP;
  }

  static double at(int series, long row) {
    SplittableRandom own = new SplittableRandom(series);
    double level = 20 + 20 * own.nextDouble();
    double size = 2 + 2 * own.nextDouble();
    double day = 2 * Math.PI * (row + 24 * own.nextDouble()) / 24;
    double noise = new SplittableRandom(series * 1_000_003L + row).nextDouble(-1, 1);
    return level
        + size * (Math.sin(day) + .3 * Math.cos(2 * day) + .4 * Math.sin(day / 7))
        + .6 * noise;
  }
}
