package io.tidegate.stream.audit;

import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.LogCursor;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.stream.topology.Cluster;
import io.tidegate.stream.topology.ClusterException;
import io.tidegate.stream.topology.Ledger;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far the application has come in each partition of the observations topic. */
public final class InputProgress {
  private InputProgress() {}

  /**
   * The offset before which everything is processed and committed, by partition. A group that has
   * long been still is forgotten by the broker, but the books are not: the later of the two holds.
   *
   * @throws ClusterException if the cluster does not answer
   */
  public static Map<Integer, Long> read(Cluster cluster, TopicLog log, StreamSettings settings) {
    Map<Integer, Long> reached = new HashMap<>(committed(cluster, settings));
    String books = changelog(settings);
    for (int partition : log.partitions(books)) {
      try (LogCursor cursor = log.open(books, partition)) {
        for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
          if (next.get().value() != null) {
            reached.merge(partition, Ledger.decode(next.get().value()).next(), Math::max);
          }
        }
      }
    }
    return reached;
  }

  /** The same, on a connection of its own. */
  public static Map<Integer, Long> read(TopicLog log, StreamSettings settings) {
    try (Cluster cluster = Cluster.connect(settings.kafka())) {
      return read(cluster, log, settings);
    }
  }

  /** Name of the topic that the books are written to. */
  static String changelog(StreamSettings settings) {
    return settings.changelog(Ledger.STORE);
  }

  /** The group's committed offsets alone. */
  static Map<Integer, Long> committed(Cluster cluster, StreamSettings settings) {
    Map<TopicPartition, OffsetAndMetadata> offsets;
    try {
      offsets =
          cluster.answer(
              cluster
                  .admin()
                  .listConsumerGroupOffsets(
                      settings.applicationId(),
                      new ListConsumerGroupOffsetsOptions().requireStable(true))
                  .partitionsToOffsetAndMetadata());
    } catch (ExecutionException e) {
      throw new ClusterException(
          "cannot read the offsets of group "
              + settings.applicationId()
              + ": "
              + e.getCause().getMessage(),
          e);
    }
    Map<Integer, Long> committed = new HashMap<>();
    offsets.forEach(
        (partition, offset) -> {
          if (offset != null && partition.topic().equals(settings.topics().observations())) {
            committed.put(partition.partition(), offset.offset());
          }
        });
    return committed;
  }
}
