package io.tidegate.stream.topology;

import io.tidegate.kernel.forecast.KnownFuture;
import io.tidegate.kernel.forecast.Observation;

/** What one record of the observations topic says about a series. */
sealed interface SeriesInput {
  /** Offset of the record. */
  long offset();

  /** A true value, which moves the series. */
  record Observed(Observation observation) implements SeriesInput {
    @Override
    public long offset() {
      return observation.offset();
    }
  }

  /** Covariates known ahead, which the series holds until their time has come. */
  record Announced(KnownFuture known) implements SeriesInput {
    @Override
    public long offset() {
      return known.offset();
    }
  }
}
