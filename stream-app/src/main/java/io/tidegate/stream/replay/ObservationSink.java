package io.tidegate.stream.replay;

/** Where observations go. */
public interface ObservationSink {
  /**
   * Takes one observation.
   *
   * @param key name of the series
   * @param time event time in milliseconds since 1970-01-01T00:00Z
   * @param value in the series' own unit; finite
   * @throws DeliveryException if this or an earlier one could not be delivered
   */
  void send(String key, long time, double value);

  /**
   * Returns when all observations so far are stored.
   *
   * @throws DeliveryException if one could not be delivered
   */
  void flush();
}
