package io.tidegate.stream.alerts;

import io.tidegate.schema.AlertEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.LogCursor;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.stream.topology.ClusterException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads what the alerts topic holds now. */
public final class AlertTopic {
  /** Past alerts that are remembered while reading; older ones are forgotten. */
  public static final int MOST_PAST = 100_000;

  private AlertTopic() {}

  /**
   * Reads the whole topic; a record that cannot be read is passed over, as the page does.
   *
   * @param series only events of the series that pass are kept
   * @throws ClusterException if the cluster stops answering
   */
  public static AlertBook read(TopicLog log, StreamSettings settings, Predicate<String> series) {
    String topic = settings.topics().alerts();
    Deserializer<SpecificRecord> events = settings.serde().deserializer();
    AlertBook book = new AlertBook(MOST_PAST);
    for (int partition : log.partitions(topic)) {
      try (LogCursor cursor = log.open(topic, partition)) {
        for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
          take(next.get(), events, series, book);
        }
      }
    }
    return book;
  }

  private static void take(
      ConsumerRecord<byte[], byte[]> message,
      Deserializer<SpecificRecord> events,
      Predicate<String> series,
      AlertBook into) {
    if (message.key() == null) {
      return;
    }
    String name = new String(message.key(), StandardCharsets.UTF_8);
    if (!series.test(name)) {
      return;
    }
    if (message.value() == null) {
      into.forget(name);
      return;
    }
    try {
      if (events.deserialize(message.topic(), message.value()) instanceof AlertEvent event) {
        into.accept(name, event);
      }
    } catch (SerializationException e) {
      // Not ours to repair; the application counts it as unreadable.
      return;
    }
  }
}
