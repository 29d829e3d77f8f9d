package io.tidegate.stream.pipeline;

import io.tidegate.stream.replay.ObservationSink;
import java.util.Map;
import java.util.function.LongPredicate;

/** Stops the flow after certain numbers of records until somebody lets it go on. One thread. */
public final class Lockstep implements ObservationSink {
  private final ObservationSink sink;
  private final LongPredicate due;
  private final Gate gate;
  private long sent;
  private int stops;

  /** Where the flow waits. */
  public interface Gate {
    /**
     * Returns when the flow may go on; all observations so far are stored.
     *
     * @param stop number of this stop, from 1
     */
    void pass(int stop);
  }

  /**
   * Before the record after each {@code every} others, {@code gate} is passed. What is announced
   * counts as the trainer counts it, as a record read: else a stop could wait for one that the
   * trainer has not come to.
   *
   * @param every a positive number
   */
  public Lockstep(ObservationSink sink, long every, Gate gate) {
    this(sink, records -> records % every == 0, gate);
  }

  /**
   * The same, before the record that follows a number of others.
   *
   * @param due whether the flow stops after so many records, 1 and more
   */
  public Lockstep(ObservationSink sink, LongPredicate due, Gate gate) {
    this.sink = sink;
    this.due = due;
    this.gate = gate;
  }

  @Override
  public void send(String key, long time, double value, Map<String, Double> covariates) {
    stopIfDue();
    sink.send(key, time, value, covariates);
  }

  @Override
  public void announce(String key, long time, Map<String, Double> values) {
    stopIfDue();
    sink.announce(key, time, values);
  }

  private void stopIfDue() {
    if (sent > 0 && due.test(sent)) {
      sink.flush();
      stops++;
      gate.pass(stops);
    }
    sent++;
  }

  @Override
  public void flush() {
    sink.flush();
  }
}
