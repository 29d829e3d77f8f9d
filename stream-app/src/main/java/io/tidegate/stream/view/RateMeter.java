package io.tidegate.stream.view;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Events a second over the last ten whole seconds of a monotonic clock. Not thread-safe. */
final class RateMeter {
  private static final int SECONDS = 10;

  private final LongSupplier nanoTime;
  private final long origin;

  /** Counts of the newest seconds; second t stands at t modulo the length. */
  private final long[] counts = new long[SECONDS + 1];

  private long newest;

  RateMeter(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    origin = nanoTime.getAsLong();
  }

  void mark() {
    advance();
    counts[index(newest)]++;
  }

  double perSecond() {
    advance();
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    long whole = Math.min(newest, SECONDS);
    return whole == 0 ? 0 : (double) (sum - counts[index(newest)]) / whole;
  }

  private void advance() {
    long now = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - origin);
    for (long second = Math.max(newest + 1, now - SECONDS); second <= now; second++) {
      counts[index(second)] = 0;
    }
    newest = Math.max(newest, now);
  }

  private int index(long second) {
    return (int) (second % counts.length);
  }
}
