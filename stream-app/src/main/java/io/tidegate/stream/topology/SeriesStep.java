package io.tidegate.stream.topology;

import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.ForecasterSettings;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.kernel.series.StateCodec;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.stream.config.StreamSettings;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * One record of the observations topic moves one series: decode the state, observe, forecast,
 * encode. A function of its arguments alone, so that the running topology and a replay of its input
 * cannot disagree about what is refused, counted or forecast.
 *
 * <p>Immutable and thread-safe; the forecaster that is handed in is not.
 */
final class SeriesStep {
  private final StreamSettings settings;
  private final ForecasterSettings forecasterSettings;
  private final ForecastEvents forecasts;
  private final AccuracyEvents accuracy;

  /**
   * @param largestRequest what the producer sends at most, in bytes
   */
  SeriesStep(StreamSettings settings, int largestRequest) {
    this.settings = settings;
    this.forecasterSettings =
        new ForecasterSettings(settings.zone(), settings.bridgeLimit(), settings.lateGrace());
    this.forecasts = new ForecastEvents(settings.modelName(), largestRequest);
    this.accuracy = new AccuracyEvents(settings.modelName());
  }

  /** A forecaster as configured; for one thread. */
  Forecaster forecaster(long version, Model model) {
    return new Forecaster(version, model, forecasterSettings);
  }

  /**
   * Reads the observation.
   *
   * @param series name of the series, or null if the record has no key
   * @param value the decoded value, or null if the record has none
   * @param timestamp the record's Kafka timestamp, milliseconds
   * @throws RefusedRecordException if no series can take it
   */
  Observation observation(String series, SpecificRecord value, long timestamp, long offset) {
    if (series == null) {
      throw new RefusedRecordException("expected a series' name as the key, found none");
    }
    if (value == null) {
      throw new RefusedRecordException("expected an ObservationEvent, found no value");
    }
    if (!(value instanceof ObservationEvent event)) {
      throw new RefusedRecordException(
          "expected an ObservationEvent, found a " + value.getSchema().getName());
    }
    Observation observation;
    try {
      observation = new Observation(offset, event.getTime().toEpochMilli(), event.getValue());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new RefusedRecordException(e.getMessage());
    }
    long ahead = observation.time() - timestamp;
    if (ahead > settings.timeTolerance().toMillis()) {
      throw new RefusedRecordException(
          "event time is "
              + ahead
              + " ms ahead of the record's Kafka timestamp; "
              + settings.timeTolerance()
              + " is tolerated");
    }
    return observation;
  }

  /**
   * Moves the series.
   *
   * @param topic the observations topic, for the headers of dead letters
   * @param stored state of the series before, or null for a new one
   * @throws RefusedRecordException if its forecast would be too large to be sent; nothing has
   *     changed then
   */
  Moved move(
      String topic,
      int partition,
      String series,
      byte[] stored,
      Forecaster forecaster,
      Observation observation) {
    SeriesState state =
        stored == null
            ? SeriesState.start(settings.steps().valueOf(series))
            : StateCodec.decode(stored);
    LedgerEntries entries = new LedgerEntries(observation.offset());
    if (stored == null) {
      entries.newSeries();
    }
    RecordOutcome outcome =
        new RecordOutcome(topic, partition, state, forecaster, forecasts, accuracy, entries);
    forecaster.observe(state, observation, outcome);
    return new Moved(StateCodec.encode(state), outcome.outputs(), entries);
  }

  /** What a record brought about. Owns its arrays; they are not copied. */
  static final class Moved {
    private final byte[] state;
    private final List<RecordOutcome.Output> outputs;
    private final LedgerEntries entries;

    private Moved(byte[] state, List<RecordOutcome.Output> outputs, LedgerEntries entries) {
      this.state = state;
      this.outputs = outputs;
      this.entries = entries;
    }

    /** State of the series, encoded, as it is to be stored. */
    byte[] state() {
      return state;
    }

    /** In the order in which they are to be written. */
    List<RecordOutcome.Output> outputs() {
      return outputs;
    }

    /** For the partition's books. */
    LedgerEntries entries() {
      return entries;
    }
  }
}
