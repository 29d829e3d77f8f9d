package io.tidegate.stream.suite;

import io.tidegate.stream.config.StreamSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads a topic as it is written, what is not committed too. */
final class Onlooker implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(5);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Deserializer<SpecificRecord> events;

  /** Sees what is written from now on. */
  Onlooker(StreamSettings settings, String topic) {
    events = settings.serde().deserializer();
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                settings.kafka().get("bootstrap.servers"),
                "isolation.level",
                "read_uncommitted"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /**
   * Waits for an event.
   *
   * @param why what is told beside the failure if it does not come
   */
  void await(Predicate<SpecificRecord> wanted, Duration patience, Supplier<String> why) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
        if (wanted.test(events.deserialize(entry.topic(), entry.value()))) {
          return;
        }
      }
    }
    throw new AssertionError("not written within " + patience + ": " + why.get());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
