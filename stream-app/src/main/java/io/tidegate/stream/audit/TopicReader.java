package io.tidegate.stream.audit;

import io.tidegate.stream.topology.ClusterException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads whole topics as they are committed now, without a group. Used by one thread. */
final class TopicReader implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;

  TopicReader(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().removeIf(key -> key.startsWith(ConsumerConfig.GROUP_ID_CONFIG));
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** What is done with each record. */
  interface Sink {
    void take(ConsumerRecord<byte[], byte[]> entry);
  }

  /**
   * Reads {@code topic} from its beginning to where it ends now.
   *
   * @return whether nothing was ever removed from its beginning
   * @throws ClusterException if the topic stops answering
   */
  boolean read(String topic, Sink sink) {
    try {
      List<TopicPartition> partitions = partitionsOf(topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      readTo(ends, sink);
      return consumer.beginningOffsets(partitions).values().stream().allMatch(begin -> begin == 0);
    } catch (TimeoutException e) {
      throw new ClusterException("topic " + topic + " does not answer: " + e.getMessage(), e);
    }
  }

  /** The partitions of {@code topic}; none if it is not there. */
  List<TopicPartition> partitionsOf(String topic) {
    List<PartitionInfo> found = consumer.partitionsFor(topic);
    return found == null
        ? List.of()
        : found.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
  }

  private void readTo(Map<TopicPartition, Long> ends, Sink sink) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      var batch = consumer.poll(POLL);
      batch.forEach(sink::take);
      if (!batch.isEmpty()) {
        deadline = System.nanoTime() + PATIENCE.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw new TimeoutException("no record within " + PATIENCE.toSeconds() + " s");
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
