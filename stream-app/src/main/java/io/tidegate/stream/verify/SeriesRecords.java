package io.tidegate.stream.verify;

import io.tidegate.schema.ObservationEvent;
import io.tidegate.stream.log.LogCursor;
import io.tidegate.stream.log.TopicLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Where the observations of one series lie in their partition. Used by one thread. */
final class SeriesRecords {
  private static final long FIRST_LOOK = 4_096;

  private final TopicLog log;
  private final String topic;
  private final int partition;
  private final byte[] key;
  private final Deserializer<SpecificRecord> events;
  private final Progress progress;

  SeriesRecords(
      TopicLog log,
      String topic,
      int partition,
      byte[] key,
      Deserializer<SpecificRecord> events,
      Progress progress) {
    this.log = log;
    this.topic = topic;
    this.partition = partition;
    this.key = key;
    this.events = events;
    this.progress = progress;
  }

  /** What the record says; null if it is not one of ours. */
  SpecificRecord decode(ConsumerRecord<byte[], byte[]> message) {
    try {
      return events.deserialize(message.topic(), message.headers(), message.value());
    } catch (RuntimeException e) {
      return null; // A dead letter.
    }
  }

  /**
   * The offsets of the newest observations before {@code end}, ascending, {@code n} if possible.
   */
  List<Long> newest(int n, long end) {
    long begin = log.begin(topic, partition);
    for (long back = FIRST_LOOK; ; back *= 4) {
      long from = Math.max(begin, end - back);
      List<Long> found = offsets(from, end, event -> true, Integer.MAX_VALUE);
      if (found.size() >= n || from == begin) {
        return found.subList(Math.max(0, found.size() - n), found.size());
      }
    }
  }

  /** The offset of the first observation whose event time is later, before {@code end}. */
  OptionalLong firstLaterThan(Instant time, long end) {
    List<Long> found =
        offsets(
            Math.min(log.begin(topic, partition), end),
            end,
            event -> event.getTime().isAfter(time),
            1);
    return found.isEmpty() ? OptionalLong.empty() : OptionalLong.of(found.get(0));
  }

  private List<Long> offsets(long from, long end, Predicate<ObservationEvent> wanted, int most) {
    List<Long> offsets = new ArrayList<>();
    try (LogCursor input = log.open(topic, partition, from, end)) {
      for (var next = input.next();
          next.isPresent() && offsets.size() < most;
          next = input.next()) {
        progress.look();
        if (Arrays.equals(next.get().key(), key)
            && decode(next.get()) instanceof ObservationEvent event
            && wanted.test(event)) {
          offsets.add(next.get().offset());
        }
      }
    }
    return offsets;
  }
}
