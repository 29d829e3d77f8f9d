package io.tidegate.stream.bench;

import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.ForecastState;
import io.tidegate.stream.config.StreamSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Checks the forecasts that were committed: one for each observation, in their order, and warm.
 * Speed without that would be worth nothing.
 */
final class Outputs implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Deserializer<SpecificRecord> events;
  private final String topic;

  /** Offset of the observation whose forecast comes next, by partition. */
  private final Map<Integer, Long> next = new HashMap<>();

  private long bytes;
  private long checked;

  /** At the topic's beginning. */
  Outputs(StreamSettings settings, int partitions) {
    this.consumer = consumer(settings);
    this.events = settings.serde().deserializer();
    this.topic = settings.topics().forecasts();
    Set<TopicPartition> all = partitions(topic, partitions);
    consumer.assign(all);
    consumer.seekToBeginning(all);
  }

  /** All partitions of a topic. */
  static Set<TopicPartition> partitions(String topic, int count) {
    return IntStream.range(0, count)
        .mapToObj(one -> new TopicPartition(topic, one))
        .collect(Collectors.toSet());
  }

  /** A consumer of what was committed. */
  static KafkaConsumer<byte[], byte[]> consumer(StreamSettings settings) {
    Map<String, Object> keys = new HashMap<>(settings.kafka());
    keys.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    keys.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    keys.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new KafkaConsumer<>(keys, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Checks so many more.
   *
   * @throws BenchException if one is missing, twice there, or not warm
   */
  void check(long expected) {
    long left = expected;
    long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (left > 0) {
      var polled = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : polled) {
        check(record);
        left--;
      }
      if (!polled.isEmpty()) {
        patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
      } else if (System.nanoTime() > patience) {
        throw new BenchException(left + " of " + expected + " forecasts are missing");
      }
    }
    if (left < 0) {
      throw new BenchException(-left + " forecasts more than the " + expected + " observations");
    }
  }

  private void check(ConsumerRecord<byte[], byte[]> record) {
    ForecastEvent event = (ForecastEvent) events.deserialize(topic, record.value());
    int partition = event.getSourcePartition();
    long due = next.merge(partition, 1L, Long::sum) - 1;
    if (event.getSourceOffset() != due) {
      throw new BenchException(
          "expected the forecast of observation "
              + partition
              + ":"
              + due
              + ", found that of "
              + partition
              + ":"
              + event.getSourceOffset());
    }
    if (event.getState() != ForecastState.WARM) {
      throw new BenchException(
          "expected warm forecasts, found a "
              + event.getState()
              + " one of observation "
              + partition
              + ":"
              + due);
    }
    checked++;
    bytes += record.serializedKeySize() + record.serializedValueSize();
  }

  /** Key and value of one forecast. */
  double bytesEach() {
    return bytes / (double) checked;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
