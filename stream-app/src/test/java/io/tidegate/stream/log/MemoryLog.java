package io.tidegate.stream.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Topics in memory, which can be altered as no broker allows. */
public final class MemoryLog implements TopicLog {
  private final Map<String, Integer> partitions = new HashMap<>();
  private final Map<TopicPartition, Long> begins = new HashMap<>();
  private final Map<TopicPartition, Map<Long, ConsumerRecord<byte[], byte[]>>> records =
      new HashMap<>();

  /** Makes a topic. */
  public void create(String topic, int count) {
    partitions.put(topic, count);
  }

  private Map<Long, ConsumerRecord<byte[], byte[]>> in(String topic, int partition) {
    return records.computeIfAbsent(new TopicPartition(topic, partition), p -> new TreeMap<>());
  }

  /** Writes a record behind the others, and returns its offset. */
  public long append(String topic, int partition, byte[] key, byte[] value, long timestamp) {
    long offset = end(topic, partition);
    in(topic, partition).put(offset, record(topic, partition, offset, key, value, timestamp));
    return offset;
  }

  private static ConsumerRecord<byte[], byte[]> record(
      String topic, int partition, long offset, byte[] key, byte[] value, long timestamp) {
    return new ConsumerRecord<>(
        topic,
        partition,
        offset,
        timestamp,
        TimestampType.CREATE_TIME,
        -1,
        -1,
        key,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  /** Puts another value in the place of one. */
  public void alter(String topic, int partition, long offset, UnaryOperator<byte[]> change) {
    in(topic, partition)
        .computeIfPresent(
            offset,
            (o, r) -> record(topic, partition, o, r.key(), change.apply(r.value()), r.timestamp()));
  }

  /** Takes a record out. */
  public void remove(String topic, int partition, long offset) {
    in(topic, partition).remove(offset);
  }

  /** Takes everything before {@code offset} away, as retention does. */
  public void cut(String topic, int partition, long offset) {
    begins.put(new TopicPartition(topic, partition), offset);
    in(topic, partition).keySet().removeIf(o -> o < offset);
  }

  @Override
  public List<Integer> partitions(String topic) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < partitions.getOrDefault(topic, 0); i++) {
      numbers.add(i);
    }
    return numbers;
  }

  @Override
  public long begin(String topic, int partition) {
    return begins.getOrDefault(new TopicPartition(topic, partition), 0L);
  }

  @Override
  public long end(String topic, int partition) {
    return in(topic, partition).keySet().stream()
        .mapToLong(o -> o + 1)
        .max()
        .orElse(begin(topic, partition));
  }

  @Override
  public LogCursor open(String topic, int partition, long from, long end) {
    Iterator<ConsumerRecord<byte[], byte[]>> found =
        in(topic, partition).values().stream()
            .filter(r -> r.offset() >= from && r.offset() < end)
            .toList()
            .iterator();
    return new LogCursor() {
      @Override
      public Optional<ConsumerRecord<byte[], byte[]>> next() {
        return found.hasNext() ? Optional.of(found.next()) : Optional.empty();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {}
}
