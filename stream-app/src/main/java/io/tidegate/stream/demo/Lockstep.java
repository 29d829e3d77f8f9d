package io.tidegate.stream.demo;

import io.tidegate.stream.replay.ObservationSink;

/**
 * Stops the flow after every so many observations until somebody lets it go on. One thread sends.
 */
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
   * Before the observation after each {@code every} others, {@code gate} is passed.
   *
   * @param every a positive number
   */
  Lockstep(ObservationSink sink, long every, Gate gate) {
    this.sink = sink;
    this.every = every;
    this.gate = gate;
  }

  @Override
  public void send(String key, long time, double value) {
    if (sent > 0 && sent % every == 0) {
      sink.flush();
      stops++;
      gate.pass(stops);
    }
    sink.send(key, time, value);
    sent++;
  }

  @Override
  public void flush() {
    sink.flush();
  }
}
