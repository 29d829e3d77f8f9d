package io.tidegate.stream.log;

import io.tidegate.stream.topology.ClusterException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Topics of a cluster, by consumers that only assign, seek and poll. Used by one thread. */
public final class KafkaTopicLog implements TopicLog {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> settings;
  private final Consumer<byte[], byte[]> questions;

  /**
   * Prepares.
   *
   * @param kafka client settings
   */
  public KafkaTopicLog(Map<String, Object> kafka) {
    settings = new HashMap<>(kafka);
    settings.keySet().removeIf(key -> key.startsWith("group."));
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // A place that retention takes away meanwhile must be an error, not a jump.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    questions = consumer();
  }

  private Consumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public List<Integer> partitions(String topic) {
    try {
      List<PartitionInfo> found = questions.partitionsFor(topic);
      return found == null
          ? List.of()
          : found.stream().map(PartitionInfo::partition).sorted().toList();
    } catch (TimeoutException e) {
      throw silent(topic, e);
    }
  }

  @Override
  public long begin(String topic, int partition) {
    TopicPartition asked = new TopicPartition(topic, partition);
    try {
      return questions.beginningOffsets(List.of(asked)).get(asked);
    } catch (TimeoutException e) {
      throw silent(topic, e);
    }
  }

  @Override
  public long end(String topic, int partition) {
    TopicPartition asked = new TopicPartition(topic, partition);
    try {
      return questions.endOffsets(List.of(asked)).get(asked);
    } catch (TimeoutException e) {
      throw silent(topic, e);
    }
  }

  @Override
  public LogCursor open(String topic, int partition, long from, long end) {
    return new Cursor(new TopicPartition(topic, partition), from, end);
  }

  private static ClusterException silent(String topic, Exception cause) {
    return new ClusterException(
        "topic " + topic + " does not answer: " + cause.getMessage(), cause);
  }

  @Override
  public void close() {
    questions.close();
  }

  private final class Cursor implements LogCursor {
    private final TopicPartition partition;
    private final long end;
    private final Consumer<byte[], byte[]> consumer = consumer();
    private Iterator<ConsumerRecord<byte[], byte[]>> fetched = Collections.emptyIterator();

    Cursor(TopicPartition partition, long from, long end) {
      this.partition = partition;
      this.end = end;
      consumer.assign(List.of(partition));
      consumer.seek(partition, from);
    }

    @Override
    public Optional<ConsumerRecord<byte[], byte[]>> next() {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!fetched.hasNext()) {
        if (consumer.position(partition) >= end) {
          return Optional.empty();
        }
        if (System.nanoTime() > deadline) {
          throw silent(
              partition.topic(),
              new TimeoutException("no record within " + PATIENCE.toSeconds() + " s"));
        }
        fetched = poll().iterator();
      }
      ConsumerRecord<byte[], byte[]> next = fetched.next();
      return next.offset() < end ? Optional.of(next) : Optional.empty();
    }

    private Iterable<ConsumerRecord<byte[], byte[]>> poll() {
      try {
        return consumer.poll(POLL);
      } catch (InvalidOffsetException e) {
        throw new ClusterException(
            "retention took away what was being read of topic " + partition + ": run it again", e);
      }
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
