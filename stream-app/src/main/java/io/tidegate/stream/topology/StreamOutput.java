package io.tidegate.stream.topology;

import io.tidegate.schema.AccuracyEvent;
import io.tidegate.schema.ActivationEvent;
import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.schema.SeriesStateSnapshot;

/** What the forecast processor forwards; each kind has its sink. */
sealed interface StreamOutput {
  /** One for each accepted observation. */
  record Forecasted(ForecastEvent event) implements StreamOutput {}

  /** How good a series' forecasts were; at most one for each accepted observation. */
  record Scored(AccuracyEvent event) implements StreamOutput {}

  /** What became of an incident of a series, which need not be that of the record. */
  record Alerted(String series, AlertEvent event) implements StreamOutput {}

  /** The partition changes to another model version. */
  record Activated(ActivationEvent event) implements StreamOutput {}

  /** The state of a series before the record moved it. */
  record Checkpointed(SeriesStateSnapshot snapshot) implements StreamOutput {}

  /** Nothing is to be kept of the record's series, wherever its name is the key. */
  record Forgotten() implements StreamOutput {}

  /**
   * A parked observation that was not confirmed, of a series that need not be that of the record;
   * why and where it stood is in the headers.
   */
  record Refused(String series, ObservationEvent event) implements StreamOutput {}
}
