package io.tidegate.stream.states;

import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.LogCursor;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.stream.topology.ClusterException;
import io.tidegate.stream.topology.StoredSeries;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads what is committed of the series' states from the changelog of their store: of all
 * partitions, whichever instance has them, and whether the application runs or not.
 */
public final class StateTopic {
  /**
   * One series' state.
   *
   * @param partition of the observations topic, and of the changelog
   * @param state as it is stored
   * @param bytes that it takes in the store
   */
  public record Held(String series, int partition, StoredSeries state, int bytes) {}

  private StateTopic() {}

  /**
   * One series.
   *
   * @return empty if the application keeps nothing of it
   * @throws ClusterException if the cluster stops answering, or the application never ran on it
   * @throws io.tidegate.kernel.model.NewerFormatException if a newer version wrote a state
   */
  public static Optional<Held> find(TopicLog log, StreamSettings settings, String series) {
    return Optional.ofNullable(read(log, settings, series::equals, held -> held).get(series));
  }

  /**
   * The series that pass, by name.
   *
   * @param reader makes what is kept in memory of each state as it is read
   * @throws ClusterException if the cluster stops answering, or the application never ran on it
   * @throws io.tidegate.kernel.model.NewerFormatException if a newer version wrote a state
   */
  public static <T> Map<String, T> read(
      TopicLog log, StreamSettings settings, Predicate<String> series, Function<Held, T> reader) {
    String topic = settings.changelog(StoredSeries.STORE);
    List<Integer> partitions = log.partitions(topic);
    if (partitions.isEmpty()) {
      throw new ClusterException(
          "there is no topic "
              + topic
              + ": application "
              + settings.applicationId()
              + " (tidegate.application.id) has not run on this cluster",
          null);
    }
    Map<String, T> found = new TreeMap<>();
    for (int partition : partitions) {
      try (LogCursor cursor = log.open(topic, partition)) {
        for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
          take(next.get(), series, reader, found);
        }
      }
    }
    return found;
  }

  private static <T> void take(
      ConsumerRecord<byte[], byte[]> entry,
      Predicate<String> series,
      Function<Held, T> reader,
      Map<String, T> found) {
    String name = new String(entry.key(), StandardCharsets.UTF_8);
    if (!series.test(name)) {
      return;
    }
    if (entry.value() == null) {
      found.remove(name);
    } else {
      Held held =
          new Held(
              name, entry.partition(), StoredSeries.decode(entry.value()), entry.value().length);
      found.put(name, reader.apply(held));
    }
  }
}
