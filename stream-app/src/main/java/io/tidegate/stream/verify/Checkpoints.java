package io.tidegate.stream.verify;

import io.tidegate.schema.SeriesStateSnapshot;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.LogCursor;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.stream.topology.Ledger;
import io.tidegate.stream.topology.PartitionReplay;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** The checkpoints that the checkpoints topic holds. One thread. */
final class Checkpoints {
  private final TopicLog log;
  private final StreamSettings settings;
  private final Deserializer<SpecificRecord> events;
  private final Map<Integer, NavigableSet<Long>> offsets = new TreeMap<>();

  private Checkpoints(TopicLog log, StreamSettings settings) {
    this.log = log;
    this.settings = settings;
    this.events = settings.serde().deserializer();
  }

  /** Reads where they lie; their states stay in the topic. */
  static Checkpoints read(TopicLog log, StreamSettings settings) {
    Checkpoints found = new Checkpoints(log, settings);
    found.each(
        (series, snapshot) ->
            found
                .offsets
                .computeIfAbsent(snapshot.getSourcePartition(), p -> new TreeSet<>())
                .add(snapshot.getCheckpoint()));
    return found;
  }

  /** The newest from {@code begin} to {@code wanted}. */
  OptionalLong newest(int partition, long begin, long wanted) {
    return optional(of(partition).floor(wanted), begin);
  }

  /** The earliest from {@code begin} on. */
  OptionalLong earliest(int partition, long begin) {
    return optional(of(partition).ceiling(begin), begin);
  }

  private NavigableSet<Long> of(int partition) {
    return offsets.getOrDefault(partition, new TreeSet<>());
  }

  private static OptionalLong optional(Long offset, long begin) {
    return offset == null || offset < begin ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  /**
   * The states of one checkpoint, read into memory. A series that had its first record since after
   * a later checkpoint has its state there. Of several snapshots the first holds: after a restart
   * one may be written again, of a later state.
   */
  PartitionReplay.Beginnings states(int partition, long checkpoint) {
    return states(partition, checkpoint, series -> true);
  }

  /** The same of the series that pass alone. */
  PartitionReplay.Beginnings states(int partition, long checkpoint, Predicate<String> wanted) {
    Map<String, SeriesStateSnapshot> states = new HashMap<>();
    each(
        (series, snapshot) -> {
          if (snapshot.getSourcePartition() == partition
              && snapshot.getCheckpoint() >= checkpoint
              && wanted.test(series)) {
            states.putIfAbsent(series, snapshot);
          }
        });
    return new States(checkpoint, states);
  }

  private record States(long checkpoint, Map<String, SeriesStateSnapshot> states)
      implements PartitionReplay.Beginnings {
    @Override
    public long time(String series) {
      Instant time = states.get(series).getPartitionTime();
      return time == null ? Ledger.Lookout.NO_TIME : time.toEpochMilli();
    }

    @Override
    public byte[] of(String series) {
      SeriesStateSnapshot snapshot = states.get(series);
      if (snapshot == null) {
        throw lacking(series);
      }
      byte[] state = new byte[snapshot.getState().remaining()];
      snapshot.getState().duplicate().get(state);
      return state.length == 0 ? null : state;
    }

    /** Where checkpoints were off for a while a series' state may be of a later time. */
    @Override
    public void begun(String series, long offset) {
      if (states.get(series).getSourceOffset() != offset) {
        throw lacking(series);
      }
      states.remove(series);
    }

    private ReplayStopped lacking(String series) {
      return new ReplayStopped(
          "the checkpoint at offset "
              + checkpoint
              + " lacks the state of series "
              + series
              + " (retention, or checkpoints were off?): choose a later --from");
    }
  }

  private void each(BiConsumer<String, SeriesStateSnapshot> taker) {
    String topic = settings.topics().checkpoints();
    for (int partition : log.partitions(topic)) {
      try (LogCursor cursor = log.open(topic, partition)) {
        for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
          ConsumerRecord<byte[], byte[]> entry = next.get();
          if (entry.key() != null && decode(entry) instanceof SeriesStateSnapshot snapshot) {
            taker.accept(new String(entry.key(), StandardCharsets.UTF_8), snapshot);
          }
        }
      }
    }
  }

  private SpecificRecord decode(ConsumerRecord<byte[], byte[]> entry) {
    try {
      return events.deserialize(entry.topic(), entry.headers(), entry.value());
    } catch (RuntimeException e) {
      return null; // Not one of ours: it is no checkpoint.
    }
  }
}
