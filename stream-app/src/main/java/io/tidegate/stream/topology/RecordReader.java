package io.tidegate.stream.topology;

import io.tidegate.kernel.forecast.KnownFuture;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.schema.AlertFeedback;
import io.tidegate.schema.FeedbackEvent;
import io.tidegate.schema.KnownFutureEvent;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.schema.SeriesChange;
import io.tidegate.schema.SeriesChangeEvent;
import io.tidegate.schema.TickEvent;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads what a record of the observations topic says, and refuses what no series can take.
 * Immutable, thread-safe.
 */
final class RecordReader {
  /** More than is used of any series; an observation that is parked is kept with all of them. */
  private static final int MOST_COVARIATES = 100;

  private static final String EXPECTED =
      "expected an ObservationEvent, a KnownFutureEvent, a FeedbackEvent, a SeriesChangeEvent or a"
          + " TickEvent";

  private final Duration tolerance;

  /**
   * @param tolerance how far an event time may be ahead of the record's Kafka timestamp
   */
  RecordReader(Duration tolerance) {
    this.tolerance = tolerance;
  }

  /**
   * Reads what the record says.
   *
   * @param series name of the series, or null if the record has no key
   * @param value the decoded value, or null if the record has none
   * @param timestamp the record's Kafka timestamp, milliseconds
   * @throws RefusedRecordException if no series can take it
   */
  SeriesInput read(String series, SpecificRecord value, long timestamp, long offset) {
    if (series == null && !(value instanceof TickEvent)) {
      throw new RefusedRecordException("expected a series' name as the key, found none");
    }
    if (value == null) {
      throw new RefusedRecordException(EXPECTED + ", found no value");
    }
    try {
      if (value instanceof TickEvent event) {
        return ticked(event, timestamp, offset);
      }
      if (value instanceof FeedbackEvent event) {
        return said(event, offset);
      }
      if (value instanceof SeriesChangeEvent event) {
        return changed(event, offset);
      }
      if (value instanceof ObservationEvent event) {
        return observed(event, timestamp, offset);
      }
      if (value instanceof KnownFutureEvent event) {
        return new SeriesInput.Announced(
            new KnownFuture(offset, event.getTime().toEpochMilli(), covariates(event.getValues())));
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new RefusedRecordException(e.getMessage());
    }
    throw new RefusedRecordException(EXPECTED + ", found a " + value.getSchema().getName());
  }

  private static SortedMap<String, Double> covariates(Map<String, Double> values) {
    if (values.size() > MOST_COVARIATES) {
      throw new RefusedRecordException(
          "a record has at most " + MOST_COVARIATES + " covariates, found " + values.size());
    }
    return new TreeMap<>(values);
  }

  private SeriesInput observed(ObservationEvent event, long timestamp, long offset) {
    Observation observation =
        new Observation(
            offset,
            event.getTime().toEpochMilli(),
            event.getValue(),
            covariates(event.getCovariates()));
    requireTolerable(observation.time(), timestamp);
    return new SeriesInput.Observed(observation);
  }

  /** A tick from a wrong clock would make every series of the partition look silent. */
  private SeriesInput ticked(TickEvent event, long timestamp, long offset) {
    // What no observation's time can be is refused as one.
    long time = new Observation(offset, event.getTime().toEpochMilli(), 0).time();
    requireTolerable(time, timestamp);
    return new SeriesInput.Ticked(offset, time);
  }

  private static SeriesInput said(FeedbackEvent event, long offset) {
    if (event.getFeedback() == AlertFeedback.UNKNOWN) {
      throw new RefusedRecordException(
          "expected the feedback ACKNOWLEDGED, FALSE_POSITIVE or EXPECTED, found one that this"
              + " version does not know");
    }
    if (event.getFeedback() == AlertFeedback.EXPECTED && event.getUntil() == null) {
      throw new RefusedRecordException(
          "feedback EXPECTED needs the time until which nothing is to be alerted, found none");
    }
    return new SeriesInput.Said(offset, event);
  }

  private static SeriesInput changed(SeriesChangeEvent event, long offset) {
    if (event.getChange() == SeriesChange.UNKNOWN) {
      throw new RefusedRecordException(
          "expected the change RESET, FORGET or IMPORT of a series, found one that this version"
              + " does not know");
    }
    if (event.getChange() == SeriesChange.IMPORT && event.getState() == null) {
      throw new RefusedRecordException("IMPORT needs the state to import, found none");
    }
    return new SeriesInput.Changed(offset, event);
  }

  private void requireTolerable(long time, long timestamp) {
    long ahead = time - timestamp;
    if (ahead > tolerance.toMillis()) {
      throw new RefusedRecordException(
          "event time is "
              + ahead
              + " ms ahead of the record's Kafka timestamp; "
              + tolerance
              + " is tolerated");
    }
  }
}
