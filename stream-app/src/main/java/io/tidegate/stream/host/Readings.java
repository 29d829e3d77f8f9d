package io.tidegate.stream.host;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was measured at one moment; counters become rates against the moment before. One thread. */
final class Readings {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Map<String, Double> values = new LinkedHashMap<>();
  private final Map<String, Long> totals = new HashMap<>();
  private final Map<String, Long> previousTotals = new HashMap<>();
  private double elapsedSeconds;
  private long previousNanos;

  /**
   * Begins a moment.
   *
   * @param nanos of a clock that only goes forward
   */
  void begin(long nanos) {
    previousTotals.clear();
    previousTotals.putAll(totals);
    totals.clear();
    values.clear();
    elapsedSeconds = (nanos - previousNanos) / NANOS_PER_SECOND;
    previousNanos = nanos;
  }

  /** A value as it stands. */
  void gauge(String name, double value) {
    if (Double.isFinite(value)) {
      values.put(name, value);
    }
  }

  /** A total since some start; gives its rate per second unless it is new or was reset. */
  void counter(String name, long total) {
    counter(name, total, 1);
  }

  /** The same, with the rate multiplied by {@code unit}. */
  void counter(String name, long total, double unit) {
    totals.put(name, total);
    Long previous = previousTotals.get(name);
    if (previous != null && total >= previous && elapsedSeconds > 0) {
      gauge(name, (total - previous) * unit / elapsedSeconds);
    }
  }

  /** Values of this moment by name, in order of measuring. */
  Map<String, Double> values() {
    return values;
  }
}
