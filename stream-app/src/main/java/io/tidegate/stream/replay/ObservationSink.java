package io.tidegate.stream.replay;

import java.util.Map;

/** Where observations go. */
public interface ObservationSink {
  /**
   * Takes one observation.
   *
   * @param key name of the series
   * @param time event time in milliseconds since 1970-01-01T00:00Z
   * @param value in the series' own unit; finite
   * @param covariates what else held then, by name
   * @throws DeliveryException if this or an earlier one could not be delivered
   */
  void send(String key, long time, double value, Map<String, Double> covariates);

  /** Takes an observation without covariates. */
  default void send(String key, long time, double value) {
    send(key, time, value, Map.of());
  }

  /**
   * Takes what is known ahead of a series' covariates.
   *
   * @param key name of the series
   * @param time event time at which the values will hold, in milliseconds since 1970-01-01T00:00Z
   * @param values by name; at least one
   * @throws DeliveryException if this or an earlier one could not be delivered
   */
  void announce(String key, long time, Map<String, Double> values);

  /**
   * Returns when everything so far is stored.
   *
   * @throws DeliveryException if one could not be delivered
   */
  void flush();
}
