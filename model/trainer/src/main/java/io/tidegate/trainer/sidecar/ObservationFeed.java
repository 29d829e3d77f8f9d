package io.tidegate.trainer.sidecar;

import io.tidegate.kernel.forecast.Observation;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.schema.OffsetRange;
import io.tidegate.trainer.window.TrainingWindow;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Takes the records of the observations topic into the window. What cannot be used is passed over:
 * saying so is the stream's business. One thread.
 */
final class ObservationFeed {
  private final String topic;
  private final Deserializer<SpecificRecord> deserializer;
  private final TrainingWindow window;
  private final long most;
  private final Set<String> seen = new HashSet<>();
  private final Map<Integer, Long> from = new TreeMap<>();
  private final Map<Integer, Long> to = new TreeMap<>();

  ObservationFeed(String topic, Deserializer<SpecificRecord> deserializer, TrainingWindow window) {
    this(topic, deserializer, window, 0);
  }

  /**
   * The same.
   *
   * @param most series up to which it is known how many there are
   */
  ObservationFeed(
      String topic, Deserializer<SpecificRecord> deserializer, TrainingWindow window, long most) {
    this.most = most;
    this.topic = topic;
    this.deserializer = deserializer;
    this.window = window;
  }

  /** Reading begins there. */
  void start(Map<TopicPartition, Long> starts) {
    starts.forEach(
        (partition, offset) -> {
          if (partition.topic().equals(topic)) {
            from.put(partition.partition(), offset);
            to.put(partition.partition(), offset);
          }
        });
  }

  /** Takes one record. */
  void take(ConsumerRecord<byte[], byte[]> record) {
    to.put(record.partition(), record.offset() + 1);
    if (record.key() == null || record.value() == null) {
      return;
    }
    try {
      if (deserializer.deserialize(topic, record.value()) instanceof ObservationEvent event) {
        String series = keyOf(record.key());
        if (seen.size() < most) {
          seen.add(series);
        }
        window.add(
            series,
            record.partition(),
            new Observation(record.offset(), event.getTime().toEpochMilli(), event.getValue()));
      }
    } catch (SerializationException | IllegalArgumentException | CharacterCodingException e) {
      // The stream application sends the same record to the dead letters.
    }
  }

  private static String keyOf(byte[] key) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
  }

  /** How many series were seen, as far as they are counted. */
  int series() {
    return seen.size();
  }

  /** What was read, by partition. */
  List<OffsetRange> offsets() {
    List<OffsetRange> ranges = new ArrayList<>();
    from.forEach(
        (partition, start) -> ranges.add(new OffsetRange(partition, start, to.get(partition))));
    return ranges;
  }
}
