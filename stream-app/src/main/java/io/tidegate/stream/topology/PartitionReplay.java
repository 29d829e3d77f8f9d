package io.tidegate.stream.topology;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.series.ParkedObservation;
import io.tidegate.kernel.series.StateCodec;
import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.stream.config.StreamSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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

  /** Series that have begun, those that were forgotten since among them. */
  private final Set<String> begun = new HashSet<>();

  private final Deadlines deadlines = new Deadlines(new MemoryIndex());
  private final SilentSeries silent;
  private Ledger books = Ledger.EMPTY;
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
    /**
     * The partition's highest event time before the series' first record; {@link
     * Ledger.Lookout#NO_TIME} where that is unknown or there is none.
     */
    long time(String series);

    /** The encoded state with which a series begins; null for a new one. */
    byte[] of(String series);

    /** The record at {@code offset} was the first that moved the series. */
    void begun(String series, long offset);
  }

  /** Every series begins with its first record. */
  public static final Beginnings WITH_NOTHING =
      new Beginnings() {
        @Override
        public long time(String series) {
          return Ledger.Lookout.NO_TIME;
        }

        @Override
        public byte[] of(String series) {
          return null;
        }

        @Override
        public void begun(String series, long offset) {}
      };

  /** Takes forecasts and alerts, in the order in which the topology writes them. */
  public interface Sink {
    /** One forecast of one series. */
    void forecast(String series, ForecastEvent event);

    /** One thing told of an incident of one series. */
    void alert(String series, AlertEvent event);
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
    this.silent =
        new SilentSeries(
            step, settings.topics().observations(), partition, deadlines, new HeldStates());
  }

  private final class HeldStates implements SilentSeries.States {
    @Override
    public byte[] get(String series) {
      return states.get(series);
    }

    @Override
    public void put(String series, byte[] state) {
      states.put(series, state);
    }

    @Override
    public void forget(String series, LedgerEntries entries) {
      states.remove(series);
    }
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
    SeriesInput input = step.reader().read(series, value, RecordTimestamp.of(record), offset);
    SeriesStep.Moved moved =
        input instanceof SeriesInput.Ticked tick
            ? SeriesStep.tick(tick)
            : move(record.topic(), series, input);
    LedgerEntries entries = moved.entries();
    List<RecordOutcome.Output> found = silent.look(entries.time(books), offset, entries);
    books = entries.addTo(books);
    moved.outputs().forEach(output -> tell(series, output.value()));
    found.forEach(output -> tell(series, output.value()));
  }

  private SeriesStep.Moved move(String topic, String series, SeriesInput input) {
    byte[] held = states.get(series);
    long time = books.lookout().time();
    byte[] before = held;
    if (held == null && !begun.contains(series)) {
      before = atItsBeginning(series);
      time = Math.max(time, beginnings.time(series));
    }
    SeriesStep.Moved moved =
        step.move(
            topic,
            partition,
            series,
            new StoredStates(before, null),
            lineupAt(input.offset()),
            time,
            input);
    if (held == null && begun.add(series)) {
      beginnings.begun(series, input.offset());
    }
    if (moved.states().champion() == null) {
      states.remove(series);
    } else {
      states.put(series, moved.states().champion());
    }
    deadlines.move(series, moved.place().before(), moved.place().after());
    moved.entries().reached(time);
    return moved;
  }

  /** The index of a replay holds no series that the replay has not come to. */
  private byte[] atItsBeginning(String series) {
    byte[] state = beginnings.of(series);
    return state == null ? null : StoredSeries.decode(state).indexedAt(StoredSeries.NEVER).encode();
  }

  private void tell(String series, StreamOutput output) {
    if (output instanceof StreamOutput.Forecasted forecasted) {
      sink.forecast(series, forecasted.event());
    } else if (output instanceof StreamOutput.Alerted alerted) {
      sink.alert(alerted.series(), alerted.event());
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

  /** The encoded state of a series as the store would hold it; not a copy; null for none. */
  public byte[] state(String series) {
    return states.get(series);
  }

  /** Offsets of the observations that wait for their series' next: they have no forecast yet. */
  public Set<Long> parked() {
    Set<Long> offsets = new HashSet<>();
    for (byte[] state : states.values()) {
      ParkedObservation parked = StateCodec.decode(StoredSeries.decode(state).forecast()).parked();
      if (parked != null) {
        offsets.add(parked.offset());
      }
    }
    return offsets;
  }
}
