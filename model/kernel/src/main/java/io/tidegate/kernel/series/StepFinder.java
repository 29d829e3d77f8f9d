package io.tidegate.kernel.series;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Finds a series' step: the median of its first 8 positive differences, snapped to a usual one. */
public final class StepFinder {
  private static final int DIFFERENCES = 8;
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  /** Usual steps in milliseconds, ascending. */
  private static final long[] USUAL = {
    SECOND,
    2 * SECOND,
    5 * SECOND,
    10 * SECOND,
    15 * SECOND,
    20 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    20 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    4 * HOUR,
    6 * HOUR,
    8 * HOUR,
    12 * HOUR,
    24 * HOUR
  };

  private final long[] differences = new long[DIFFERENCES];
  private int count;

  /** Takes one positive difference of event times in milliseconds. */
  public void add(long millis) {
    differences[count++] = millis;
  }

  /** Whether enough differences were seen. */
  public boolean found() {
    return count == DIFFERENCES;
  }

  /** The step in milliseconds, once found. */
  public long step() {
    long[] sorted = differences.clone();
    Arrays.sort(sorted);
    double median = 0.5 * (sorted[DIFFERENCES / 2 - 1] + sorted[DIFFERENCES / 2]);
    long nearest = USUAL[0];
    for (long usual : USUAL) {
      if (ratio((double) usual, median) < ratio((double) nearest, median)) {
        nearest = usual;
      }
    }
    return nearest;
  }

  private static double ratio(double a, double b) {
    return Math.max(a / b, b / a);
  }

  int bytes() {
    return 1 + count * Long.BYTES;
  }

  void write(ByteBuffer out) {
    out.put((byte) count);
    for (int i = 0; i < count; i++) {
      out.putLong(differences[i]);
    }
  }

  static StepFinder read(ByteBuffer in) {
    StepFinder finder = new StepFinder();
    int count = in.get();
    for (int i = 0; i < count; i++) {
      finder.add(in.getLong());
    }
    return finder;
  }
}
