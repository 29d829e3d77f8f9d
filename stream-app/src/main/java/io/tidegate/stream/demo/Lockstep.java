package io.tidegate.stream.demo;

import io.tidegate.stream.replay.ObservationSink;
import java.util.Map;

/** Stops the flow after every so many records until somebody lets it go on. One thread sends. */
final class Lockstep implements ObservationSink {
  private final ObservationSink sink;
  private final long every;
  private final Gate gate;
  private long sent;
  private int stops;

  /** Where the flow waits. */
  interface Gate {
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
  Lockstep(ObservationSink sink, long every, Gate gate) {
    this.sink = sink;
    this.every = every;
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
    if (sent > 0 && sent % every == 0) {
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
