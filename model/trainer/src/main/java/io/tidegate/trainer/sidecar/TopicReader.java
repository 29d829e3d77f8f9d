package io.tidegate.trainer.sidecar;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Reads all partitions of some topics, from a moment on. One thread. */
final class TopicReader {
  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  TopicReader(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /**
   * Goes to the first records that were produced at {@code since} or later.
   *
   * @return their offsets
   */
  Map<TopicPartition, Long> start(List<String> topics, Instant since) {
    Map<TopicPartition, Long> times = new HashMap<>();
    for (String topic : topics) {
      partitions(consumer, topic).forEach(one -> times.put(one, since.toEpochMilli()));
    }
    consumer.assign(times.keySet());
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
    ends.putAll(consumer.endOffsets(times.keySet()));
    Map<TopicPartition, Long> starts = new HashMap<>();
    for (TopicPartition partition : times.keySet()) {
      OffsetAndTimestamp start = found.get(partition);
      long offset = start == null ? ends.get(partition) : start.offset();
      consumer.seek(partition, offset);
      starts.put(partition, offset);
    }
    return starts;
  }

  static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (PartitionInfo info : consumer.partitionsFor(topic)) {
      partitions.add(new TopicPartition(topic, info.partition()));
    }
    return partitions;
  }

  Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration patience) {
    return consumer.poll(patience);
  }

  /** Whether everything was polled that was there at the start. */
  boolean hasCaughtUp() {
    ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    return ends.isEmpty();
  }
}
