package io.tidegate.kernel.forecast;

import io.tidegate.kernel.series.Covariates;
import java.util.Collections;
import java.util.SortedMap;

/**
 * One true value of one series.
 *
 * @param offset where it stands in its input partition
 * @param time event time, milliseconds since 1970-01-01T00:00Z, from 1900 to 2200
 * @param value in the series' own unit, finite, at most 1e30 in size
 * @param covariates what else is known at that time, by name
 */
public record Observation(
    long offset, long time, double value, SortedMap<String, Double> covariates) {
  private static final long YEAR_1900 = -2_208_988_800_000L;
  private static final long YEAR_2200 = 7_258_118_400_000L;
  private static final double MOST = 1e30;

  /**
   * Checks.
   *
   * @throws IllegalArgumentException in one sentence, for a value or a time that no series can take
   */
  public Observation {
    if (!(Math.abs(value) <= MOST)) {
      throw new IllegalArgumentException(
          "value must be finite and at most 1e30 in size, found " + value);
    }
    requireUsual(time);
    covariates = Covariates.checked(covariates);
  }

  /** One without covariates. */
  public Observation(long offset, long time, double value) {
    this(offset, time, value, Collections.emptySortedMap());
  }

  static void requireUsual(long time) {
    if (time < YEAR_1900 || time >= YEAR_2200) {
      throw new IllegalArgumentException(
          "event time must be from the year 1900 to 2199, found " + time + " ms since 1970");
    }
  }
}
