package io.tidegate.stream.topology;

import io.tidegate.kernel.forecast.KnownFuture;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.schema.FeedbackEvent;
import io.tidegate.schema.SeriesChangeEvent;

/** What one record of the observations topic says. */
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

  /**
   * What somebody says about the series' alerts.
   *
   * @param feedback usable
   */
  record Said(long offset, FeedbackEvent feedback) implements SeriesInput {}

  /**
   * What somebody does to all that is kept of the series.
   *
   * @param event usable
   */
  record Changed(long offset, SeriesChangeEvent event) implements SeriesInput {}

  /**
   * How late it is. It belongs to no series.
   *
   * @param time event time, milliseconds since 1970-01-01T00:00Z
   */
  record Ticked(long offset, long time) implements SeriesInput {}
}
