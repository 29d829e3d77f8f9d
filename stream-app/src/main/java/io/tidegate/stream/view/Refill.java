package io.tidegate.stream.view;

import io.tidegate.wire.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Decides from where a new view reads. How far back a partition's newest {@code points} (or
 * accuracy reports) of every series begin depends on how many series take turns in it, so the
 * newest {@link #SAMPLE} records are read first and their keys counted. Work is bounded by {@link
 * #LIMIT} offsets a partition.
 */
final class Refill {
  static final long SAMPLE = 2_000;
  static final long LIMIT = 100_000;

  /** Activations that are read again; they are few. */
  private static final long EVENTS = 1_000;

  /** Series do not take turns evenly, and markers of transactions take offsets too. */
  private static final double SLACK = 1.5;

  private static final Duration POLL = Duration.ofMillis(250);
  private static final int EMPTY_POLLS = 8;

  private final Consumer<byte[], byte[]> consumer;
  private final Topics topics;
  private final int points;

  Refill(Consumer<byte[], byte[]> consumer, Topics topics, int points) {
    this.consumer = consumer;
    this.topics = topics;
    this.points = points;
  }

  /** Assigns {@code partitions} and seeks each to where reading begins. */
  void seek(List<TopicPartition> partitions) {
    consumer.assign(partitions);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    for (TopicPartition partition : partitions) {
      long back = ofSeries(partition) ? SAMPLE : 0;
      consumer.seek(partition, Math.max(begins.get(partition), ends.get(partition) - back));
    }
    Map<TopicPartition, Set<ByteBuffer>> keys = readKeys(partitions, ends);
    for (TopicPartition partition : partitions) {
      long back = reach(partition, keys.getOrDefault(partition, Set.of()));
      consumer.seek(partition, Math.max(begins.get(partition), ends.get(partition) - back));
    }
  }

  private boolean ofSeries(TopicPartition partition) {
    return partition.topic().equals(topics.forecasts())
        || partition.topic().equals(topics.accuracy());
  }

  private long reach(TopicPartition partition, Set<ByteBuffer> keys) {
    if (!ofSeries(partition)) {
      // Each decision stands on the one before, and an alert may have been open for long, so they
      // are followed from as early as can be.
      return partition.topic().equals(topics.activations()) ? EVENTS : LIMIT;
    }
    int ofEach = partition.topic().equals(topics.forecasts()) ? points : CoverageView.REPORTS;
    return Math.min(LIMIT, Math.max(SAMPLE, (long) (SLACK * ofEach * keys.size())));
  }

  private Map<TopicPartition, Set<ByteBuffer>> readKeys(
      List<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Set<ByteBuffer>> keys = new HashMap<>();
    int empty = 0;
    while (empty < EMPTY_POLLS && !reached(partitions, ends)) {
      var records = consumer.poll(POLL);
      empty = records.isEmpty() ? empty + 1 : 0;
      for (var message : records) {
        if (message.key() != null) {
          keys.computeIfAbsent(
                  new TopicPartition(message.topic(), message.partition()), p -> new HashSet<>())
              .add(ByteBuffer.wrap(message.key()));
        }
      }
    }
    return keys;
  }

  private boolean reached(List<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
    return partitions.stream().allMatch(p -> consumer.position(p) >= ends.get(p));
  }
}
