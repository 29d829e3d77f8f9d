package io.tidegate.stream.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** When to try again: one second after a failure, then two, four, at most a minute. */
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofMinutes(1);

  private final LongSupplier nanoTime;
  private int failures;
  private long until;

  Backoff(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * One try failed.
   *
   * @param asked for by the receiver; heeded up to the longest wait of our own
   */
  void failed(Optional<Duration> asked) {
    Duration wait = FIRST.multipliedBy(1L << Math.min(failures, 6));
    Duration longer = asked.filter(one -> one.compareTo(wait) > 0).orElse(wait);
    failures++;
    until = nanoTime.getAsLong() + (longer.compareTo(MOST) < 0 ? longer : MOST).toNanos();
  }

  /** The next try is the first of something else. */
  void reset() {
    failures = 0;
  }

  /** Failures in a row. */
  int failures() {
    return failures;
  }

  /** How long to wait before the next try; zero if it may be now. */
  Duration remaining() {
    return failures == 0
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(0, until - nanoTime.getAsLong()));
  }
}
