package io.tidegate.stream.topology;

import io.tidegate.stream.topology.SeriesCopy.Role;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Reads series from this instance's stores while they are at work. An active copy is read with what
 * is not committed yet. Thread-safe.
 */
public final class LocalSeries {
  private final KafkaStreams streams;

  /** Of these stores. */
  public LocalSeries(KafkaStreams streams) {
    this.streams = streams;
  }

  /** What this instance's copy of a partition holds of a series; empty if it has none. */
  public Optional<SeriesCopy> read(int partition, String series) {
    try {
      byte[] stored = store(partition, false).get(series);
      return Optional.of(
          new SeriesCopy(Role.ACTIVE, OptionalLong.of(0), SeriesCopy.decode(stored)));
    } catch (InvalidStateStoreException e) {
      return readStale(partition, series);
    }
  }

  private Optional<SeriesCopy> readStale(int partition, String series) {
    try {
      byte[] stored = store(partition, true).get(series);
      return Optional.of(
          new SeriesCopy(role(partition), lag(partition), SeriesCopy.decode(stored)));
    } catch (InvalidStateStoreException e) {
      return Optional.empty();
    }
  }

  private ReadOnlyKeyValueStore<String, byte[]> store(int partition, boolean stale) {
    StoreQueryParameters<ReadOnlyKeyValueStore<String, byte[]>> query =
        StoreQueryParameters.fromNameAndType(
                StoredSeries.STORE, QueryableStoreTypes.<String, byte[]>keyValueStore())
            .withPartition(partition);
    return streams.store(stale ? query.enableStaleStores() : query);
  }

  private Role role(int partition) {
    boolean follows =
        streams.metadataForLocalThreads().stream()
            .flatMap(thread -> thread.standbyTasks().stream())
            .anyMatch(task -> task.taskId().partition() == partition);
    return follows ? Role.STANDBY : Role.RESTORING;
  }

  private OptionalLong lag(int partition) {
    try {
      LagInfo lag =
          streams
              .allLocalStorePartitionLags()
              .getOrDefault(StoredSeries.STORE, Map.of())
              .get(partition);
      return lag == null ? OptionalLong.empty() : OptionalLong.of(lag.offsetLag());
    } catch (StreamsException e) {
      return OptionalLong.empty();
    }
  }
}
