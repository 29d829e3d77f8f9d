package io.tidegate.trainer.sidecar;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Reads all partitions of some topics, each from a moment or a position on. One thread. */
final class TopicReader {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  /** Takes what is read. */
  @FunctionalInterface
  interface Taker {
    void take(ConsumerRecord<byte[], byte[]> record);
  }

  TopicReader(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /**
   * Goes to the first records that were produced at a topic's moment or later, and on to the given
   * positions.
   *
   * @param since by topic
   * @param positions of further partitions
   * @return the offsets of those first records
   */
  Map<TopicPartition, Long> start(Map<String, Instant> since, Map<TopicPartition, Long> positions) {
    Map<TopicPartition, Long> times = new HashMap<>();
    since.forEach(
        (topic, time) ->
            partitions(consumer, topic).forEach(one -> times.put(one, time.toEpochMilli())));
    Set<TopicPartition> all = new HashSet<>(times.keySet());
    all.addAll(positions.keySet());
    consumer.assign(all);
    positions.forEach(consumer::seek);
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

  /**
   * Reads the whole of a topic, as far as it goes now; what was read before goes on afterwards.
   *
   * @return the positions reached
   */
  Map<TopicPartition, Long> readAll(String topic, Taker taker) {
    Map<TopicPartition, Long> before = new HashMap<>();
    consumer.assignment().forEach(one -> before.put(one, consumer.position(one)));
    List<TopicPartition> partitions = partitions(consumer, topic);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    readTo(consumer.endOffsets(partitions), taker);
    Map<TopicPartition, Long> reached = new HashMap<>();
    partitions.forEach(one -> reached.put(one, consumer.position(one)));
    consumer.assign(before.keySet());
    before.forEach(consumer::seek);
    return reached;
  }

  private void readTo(Map<TopicPartition, Long> to, Taker taker) {
    while (to.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(POLL).forEach(taker::take);
    }
  }

  /** Reads on in one topic alone, as far as it goes now. */
  void readToEnd(String topic, Taker taker) {
    Set<TopicPartition> others = pauseAllBut(topic);
    try {
      Set<TopicPartition> its = new HashSet<>(consumer.assignment());
      its.removeAll(others);
      readTo(consumer.endOffsets(its), taker);
    } finally {
      consumer.resume(others);
    }
  }

  /**
   * Reads on in one topic alone.
   *
   * @return whether it was {@code done} within {@code patience}
   */
  boolean readUntil(String topic, Taker taker, BooleanSupplier done, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    Set<TopicPartition> others = pauseAllBut(topic);
    try {
      while (!done.getAsBoolean() && System.nanoTime() - end < 0) {
        consumer.poll(POLL).forEach(taker::take);
      }
    } finally {
      consumer.resume(others);
    }
    return done.getAsBoolean();
  }

  private Set<TopicPartition> pauseAllBut(String topic) {
    Set<TopicPartition> others = new HashSet<>(consumer.assignment());
    others.removeIf(one -> one.topic().equals(topic));
    consumer.pause(others);
    return others;
  }

  ConsumerRecords<byte[], byte[]> poll(Duration patience) {
    return consumer.poll(patience);
  }

  /** Whether everything was polled that was there at the start. */
  boolean hasCaughtUp() {
    ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    return ends.isEmpty();
  }
}
