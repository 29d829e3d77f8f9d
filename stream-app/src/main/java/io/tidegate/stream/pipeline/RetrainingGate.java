package io.tidegate.stream.pipeline;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lets the flow go on when a retraining has ended that had read all that was sent, its version (if
 * it made one) is known here, and all that was sent has been processed. So where a version begins
 * does not depend on how fast this machine trains.
 */
public final class RetrainingGate implements Lockstep.Gate {
  private static final long POLL_MILLIS = 20;

  private final Progress progress;
  private final Duration patience;
  private final CountDownLatch stop;
  private volatile String waiting = "";

  /** What the gate looks at; asked often. */
  public interface Progress {
    /** By partition, the offset after the last observation sent. */
    Map<Integer, Long> ends();

    /** Whether a retraining has ended that had read all observations before {@code ends}. */
    boolean isDecided(Map<Integer, Long> ends);

    /** Whether every version that was published is known to the stream application. */
    boolean isKnown();

    /** Whether all that was sent has been processed. */
    boolean isProcessed();

    /**
     * Tells whether the trainer still works.
     *
     * @throws PipelineException if it has ended
     */
    void check();
  }

  /**
   * A gate.
   *
   * @param patience longest wait for one retraining
   * @param stop opens every gate when it reaches zero
   */
  public RetrainingGate(Progress progress, Duration patience, CountDownLatch stop) {
    this.progress = progress;
    this.patience = patience;
    this.stop = stop;
  }

  /** What the flow waits for now; empty if for nothing. */
  public String waiting() {
    return waiting;
  }

  @Override
  public void pass(int number) {
    Map<Integer, Long> ends = progress.ends();
    await("waiting for retraining " + number, () -> isRetrained(ends));
    await("waiting for the forecasts up to retraining " + number, progress::isProcessed);
    waiting = "";
  }

  private boolean isRetrained(Map<Integer, Long> ends) {
    return progress.isDecided(ends) && progress.isKnown();
  }

  /**
   * Waits until something holds, until the end is wished for, or until it takes too long.
   *
   * @param what is waited for, in words
   * @throws PipelineException if it takes too long, or a part has ended
   */
  public void await(String what, BooleanSupplier condition) {
    waiting = what;
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (isStopped()) {
        return;
      }
      progress.check();
      if (System.nanoTime() > deadline) {
        throw new PipelineException(
            what
                + " was in vain for "
                + patience.toSeconds()
                + " s; what the trainer does stands in trainer.log (--dir keeps it)");
      }
    }
  }

  private boolean isStopped() {
    try {
      return stop.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
