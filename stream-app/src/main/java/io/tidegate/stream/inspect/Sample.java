package io.tidegate.stream.inspect;

import io.tidegate.stream.topology.ClusterException;
import java.time.Duration;
import java.util.ArrayList;
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

/**
 * Some records of a topic: the newest of each partition, and its first, which may be a file's
 * header.
 *
 * @param offsets how many offsets the topic holds, records and transactions' marks
 * @param first the first record of each partition, where it is not among the newest
 * @param newest in the order of their partitions and offsets
 */
public record Sample(
    String topic,
    int partitions,
    long offsets,
    List<ConsumerRecord<byte[], byte[]>> first,
    List<ConsumerRecord<byte[], byte[]>> newest) {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * Takes a sample: read only, without a group.
   *
   * @param kafka client settings
   * @param count of records, about
   * @throws ClusterException if the topic is not there or does not answer
   */
  public static Sample take(Map<String, Object> kafka, String topic, int count) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().removeIf(key -> key.startsWith("group."));
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return take(consumer, topic, count);
    } catch (TimeoutException e) {
      throw new ClusterException("topic " + topic + " does not answer: " + e.getMessage(), e);
    }
  }

  private static Sample take(Consumer<byte[], byte[]> consumer, String topic, int count) {
    List<PartitionInfo> infos = consumer.partitionsFor(topic);
    if (infos == null || infos.isEmpty()) {
      throw new ClusterException("no topic " + topic + " in the Kafka cluster", null);
    }
    List<TopicPartition> all =
        infos.stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
            .toList();
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(all);
    Map<TopicPartition, Long> ends = consumer.endOffsets(all);
    List<TopicPartition> filled = all.stream().filter(p -> begins.get(p) < ends.get(p)).toList();
    List<ConsumerRecord<byte[], byte[]>> first = new ArrayList<>();
    List<ConsumerRecord<byte[], byte[]>> newest = new ArrayList<>();
    long offsets = 0;
    for (TopicPartition partition : filled) {
      long begin = begins.get(partition);
      long end = ends.get(partition);
      long each = Math.max(1, count / filled.size());
      long from = Math.max(begin, end - each);
      offsets += end - begin;
      if (from > begin) {
        read(consumer, partition, begin, end, 1, first);
      }
      read(consumer, partition, from, end, each, newest);
    }
    return new Sample(topic, all.size(), offsets, first, newest);
  }

  private static void read(
      Consumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long from,
      long end,
      long most,
      List<ConsumerRecord<byte[], byte[]>> into) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
    long left = most;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (left > 0 && consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> next : consumer.poll(POLL)) {
        if (left > 0 && next.offset() < end) {
          into.add(next);
          left--;
        }
      }
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("no record within " + PATIENCE.toSeconds() + " s");
      }
    }
  }

  /** The values of the newest records that have one. */
  List<byte[]> values() {
    return newest.stream().map(ConsumerRecord::value).filter(value -> value != null).toList();
  }
}
