package io.tidegate.trainer.sidecar;

import java.time.Duration;

/** Says when the next retraining is due. One thread. */
final class Trigger {
  private static final Duration LONGEST_REST = Duration.ofHours(1);

  private final Duration period;
  private final long minObservations;
  private final long everyObservations;
  private final Duration backoff;
  private long observations;
  private long dueNanos;
  private int failures;

  /**
   * Starts to count.
   *
   * @param nowNanos as {@link System#nanoTime} says
   */
  Trigger(TrainerSettings settings, long nowNanos) {
    this.period = settings.period();
    this.minObservations = settings.minObservations();
    this.everyObservations = settings.everyObservations();
    this.backoff = settings.retryBackoff();
    this.dueNanos = nowNanos + period.toNanos();
  }

  /** One observation was read. */
  void count() {
    observations++;
  }

  /** Whether to retrain before anything else is read. */
  boolean due(long nowNanos) {
    if (everyObservations > 0) {
      return observations >= everyObservations;
    }
    return nowNanos - dueNanos >= 0 && observations >= minObservations;
  }

  /** A retraining came to its end. */
  void done(long nowNanos) {
    failures = 0;
    restart(nowNanos, period);
  }

  /** A retraining failed: rest, longer each time. */
  void failed(long nowNanos) {
    failures++;
    Duration rest = backoff.multipliedBy(1L << Math.min(failures - 1, 16));
    Duration bounded = rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    restart(nowNanos, bounded.compareTo(period) > 0 ? bounded : period);
  }

  private void restart(long nowNanos, Duration rest) {
    observations = 0;
    dueNanos = nowNanos + rest.toNanos();
  }
}
