package io.tidegate.kernel.forecast;

import io.tidegate.kernel.series.Covariates;
import java.util.SortedMap;

/**
 * Covariates of one series that are known ahead of time.
 *
 * @param offset where it stands in its input partition
 * @param time when they will hold, milliseconds since 1970-01-01T00:00Z, from 1900 to 2200
 * @param values by name, at least one
 */
public record KnownFuture(long offset, long time, SortedMap<String, Double> values) {
  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException in one sentence, for what no series can take
   */
  public KnownFuture {
    Observation.requireUsual(time);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("expected at least one known future value, found none");
    }
    values = Covariates.checked(values);
  }
}
