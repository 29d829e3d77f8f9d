package io.tidegate.trainer.sidecar;

import io.tidegate.schema.RetrainingCause;
import io.tidegate.trainer.drift.Drift;
import java.time.Duration;
import java.util.Optional;

/** Says when the next retraining is due. One thread. */
final class Trigger {
  private static final Duration LONGEST_REST = Duration.ofHours(1);

  private final Duration period;
  private final long minObservations;
  private final long everyObservations;
  private final Duration backoff;
  private long observations;
  private long dueNanos;
  private long restedNanos;
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

  /**
   * Why to retrain before anything else is read; empty: not yet.
   *
   * @param drift that was found since the retraining before and is still of interest
   */
  Optional<Cause> due(long nowNanos, Optional<Drift> drift) {
    if (drift.isPresent() && (failures == 0 || nowNanos - restedNanos >= 0)) {
      return Optional.of(new Cause(RetrainingCause.DRIFT, drift.get().sentence()));
    }
    if (everyObservations > 0) {
      return observations >= everyObservations
          ? Optional.of(new Cause(RetrainingCause.COUNT, observations + " observations were read"))
          : Optional.empty();
    }
    return nowNanos - dueNanos >= 0 && observations >= minObservations
        ? Optional.of(
            new Cause(
                RetrainingCause.PERIOD,
                (failures == 0 ? period : "the rest after a failure")
                    + " passed, "
                    + observations
                    + " observations were read"))
        : Optional.empty();
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
    restedNanos = nowNanos + bounded.toNanos();
    restart(nowNanos, bounded.compareTo(period) > 0 ? bounded : period);
  }

  private void restart(long nowNanos, Duration rest) {
    observations = 0;
    dueNanos = nowNanos + rest.toNanos();
  }
}
