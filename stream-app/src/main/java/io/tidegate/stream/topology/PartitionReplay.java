package io.tidegate.stream.topology;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.series.ParkedObservation;
import io.tidegate.kernel.series.StateCodec;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.stream.config.StreamSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Does with the records of one input partition what the running topology did, and writes nothing:
 * the same decoding, refusals and {@link SeriesStep}, under versions that it is told. It keeps the
 * encoded state of every series in memory, a few kilobytes each, and nothing that grows with the
 * number of records. Used by one thread.
 */
public final class PartitionReplay {
  private final int partition;
  private final SeriesStep step;
  private final Versions versions;
  private final Beginnings beginnings;
  private final Sink sink;
  private final Deserializer<String> keys = new SeriesKeySerde().deserializer();
  private final Deserializer<SpecificRecord> events;
  private final Map<String, byte[]> states = new HashMap<>();
  private Lineup lineup;

  /** Which version moves a record. What these methods throw, {@link #take} throws. */
  public interface Versions {
    /** The version that holds at an input offset. */
    long at(long offset);

    /** The weights of a version. */
    Model model(long version);
  }

  /** Where series begin. What these methods throw, {@link #take} throws. */
  public interface Beginnings {
    /** The encoded state with which a series begins; null for a new one. */
    byte[] of(String series);

    /** The record at {@code offset} was the first that moved the series. */
    void begun(String series, long offset);
  }

  /** Every series begins with its first record. */
  public static final Beginnings WITH_NOTHING =
      new Beginnings() {
        @Override
        public byte[] of(String series) {
          return null;
        }

        @Override
        public void begun(String series, long offset) {}
      };

  /** Takes the forecasts, in the order in which the topology writes them. */
  public interface Sink {
    /** One forecast of one series. */
    void forecast(String series, ForecastEvent event);
  }

  /** Begins with no state at all. */
  public PartitionReplay(StreamSettings settings, int partition, Versions versions, Sink sink) {
    this(settings, partition, versions, WITH_NOTHING, sink);
  }

  /** Begins each series as {@code beginnings} says, when its first record comes. */
  public PartitionReplay(
      StreamSettings settings, int partition, Versions versions, Beginnings beginnings, Sink sink) {
    this.beginnings = beginnings;
    this.partition = partition;
    this.step = new SeriesStep(settings, StreamProperties.largestRequest(settings.kafka()));
    this.versions = versions;
    this.sink = sink;
    this.events = settings.serde().deserializer();
  }

  /**
   * Takes the next record of the observations topic.
   *
   * @throws ClusterException if the serde cannot reach its registry
   */
  public void take(ConsumerRecord<byte[], byte[]> record) {
    String series;
    SpecificRecord value;
    try {
      series = keys.deserialize(record.topic(), record.headers(), record.key());
      value = events.deserialize(record.topic(), record.headers(), record.value());
    } catch (RuntimeException e) {
      requireReachable(e);
      return; // A dead letter, by UnreadableRecords.
    }
    try {
      move(record, series, value);
    } catch (RefusedRecordException e) {
      return; // A dead letter, by RefusedRecords: every state is as it was.
    }
  }

  private void move(ConsumerRecord<byte[], byte[]> record, String series, SpecificRecord value) {
    long offset = record.offset();
    SeriesInput input = step.read(series, value, RecordTimestamp.of(record), offset);
    if (input instanceof SeriesInput.Ticked) {
      return;
    }
    byte[] held = states.get(series);
    SeriesStep.Moved moved =
        step.move(
            record.topic(),
            partition,
            series,
            new StoredStates(held == null ? beginnings.of(series) : held, null),
            lineupAt(offset),
            input);
    if (held == null) {
      beginnings.begun(series, offset);
    }
    states.put(series, moved.states().champion());
    for (RecordOutcome.Output output : moved.outputs()) {
      if (output.value() instanceof StreamOutput.Forecasted forecasted) {
        sink.forecast(series, forecasted.event());
      }
    }
  }

  /** A challenger changes no forecast, so none runs here. */
  private Lineup lineupAt(long offset) {
    long version = versions.at(offset);
    if (lineup == null || lineup.champion().version() != version) {
      lineup = Lineup.of(step.forecaster(version, versions.model(version)));
    }
    return lineup;
  }

  private static void requireReachable(RuntimeException failure) {
    if (UnreadableRecords.unreachable(failure)) {
      throw new ClusterException("the serde cannot read: " + failure.getMessage(), failure);
    }
  }

  /** Offsets of the observations that wait for their series' next: they have no forecast yet. */
  public Set<Long> parked() {
    Set<Long> offsets = new HashSet<>();
    for (byte[] state : states.values()) {
      ParkedObservation parked = StateCodec.decode(state).parked();
      if (parked != null) {
        offsets.add(parked.offset());
      }
    }
    return offsets;
  }
}
