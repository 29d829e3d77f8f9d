package io.tidegate.stream.verify;

import io.tidegate.schema.ForecastEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.LogCursor;
import io.tidegate.stream.log.TopicLog;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * The forecasts of one input partition that one partition of the forecasts topic holds, in the
 * order in which they were written. Used by one thread.
 */
final class RecordedForecasts implements AutoCloseable {
  private final int source;
  private final long begin;
  private final LogCursor cursor;
  private final Deserializer<SpecificRecord> events;
  private Optional<Recorded> head = Optional.empty();
  private boolean taken = true;
  private long unreadable;

  /**
   * @param source the input partition
   * @param partition of the forecasts topic
   */
  RecordedForecasts(TopicLog log, StreamSettings settings, int source, int partition) {
    String topic = settings.topics().forecasts();
    this.source = source;
    this.begin = log.begin(topic, partition);
    this.cursor = log.open(topic, partition, begin, log.end(topic, partition));
    this.events = settings.serde().deserializer();
  }

  /** Whether retention has taken the earliest ones away. */
  boolean cut() {
    return begin > 0;
  }

  /** The next one, which stays the next until it is taken. */
  Optional<Recorded> peek() {
    if (taken) {
      head = advance();
      taken = false;
    }
    return head;
  }

  /** Goes past the one that {@link #peek} showed. */
  void take() {
    taken = true;
  }

  /** How many records so far were no forecast that can be read. */
  long unreadable() {
    return unreadable;
  }

  private Optional<Recorded> advance() {
    for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
      Optional<Recorded> found = decode(next.get());
      if (found.isPresent() && found.get().event().getSourcePartition() == source) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Recorded> decode(ConsumerRecord<byte[], byte[]> entry) {
    if (entry.value() == null) {
      return Optional.empty(); // The series was forgotten.
    }
    try {
      if (entry.key() != null
          && events.deserialize(entry.topic(), entry.headers(), entry.value())
              instanceof ForecastEvent event) {
        return Optional.of(new Recorded(new String(entry.key(), StandardCharsets.UTF_8), event));
      }
    } catch (RuntimeException e) {
      // Counted below: whatever it is, it is not what was written.
    }
    unreadable++;
    return Optional.empty();
  }

  @Override
  public void close() {
    cursor.close();
  }
}
