package io.tidegate.trainer.sidecar;

import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.Size;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.trainer.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the version in use: the highest valid one of the model's name in the models topic. */
final class PublishedModels {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedModels.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final String topic;
  private final String name;
  private final Deserializer<SpecificRecord> deserializer;
  private CurrentModel newest;

  /** Starts from the model that ships in {@code size}. */
  PublishedModels(String topic, String name, Size size, Deserializer<SpecificRecord> deserializer) {
    this.topic = topic;
    this.name = name;
    this.deserializer = deserializer;
    this.newest = CurrentModel.shipped(size);
  }

  /** Told of every valid version, in the order of the topic. */
  @FunctionalInterface
  interface Visitor {
    /** {@code model} is what {@code snapshot} holds. */
    void version(ModelSnapshot snapshot, CurrentModel model);
  }

  /**
   * Reads the whole topic; version 0 where it holds no valid one. The consumer is left as it is.
   */
  CurrentModel find(Consumer<byte[], byte[]> consumer) {
    return find(consumer, (snapshot, model) -> {});
  }

  /** The same, and tells {@code visitor} of all that is valid. */
  CurrentModel find(Consumer<byte[], byte[]> consumer, Visitor visitor) {
    List<TopicPartition> partitions = TopicReader.partitions(consumer, topic);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
      consumer.poll(POLL).forEach(record -> take(record, visitor));
    }
    return newest;
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Visitor visitor) {
    if (record.value() == null) {
      return;
    }
    try {
      if (deserializer.deserialize(topic, record.value()) instanceof ModelSnapshot snapshot) {
        take(record, snapshot, visitor);
      } else {
        refuse(record, "not a model snapshot");
      }
    } catch (SerializationException | IllegalArgumentException e) {
      refuse(record, e.getMessage());
    }
  }

  private void take(
      ConsumerRecord<byte[], byte[]> record, ModelSnapshot snapshot, Visitor visitor) {
    if (!snapshot.getName().equals(name)) {
      return;
    }
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    byte[] bytes = bytesOf(snapshot.getModel());
    String digest = Digest.sha256(bytes);
    if (!key.equals(name + "/" + snapshot.getVersion()) || snapshot.getVersion() < 1) {
      refuse(record, "key " + key + " does not name version " + snapshot.getVersion() + " >= 1");
    } else if (!digest.equals(snapshot.getSha256())) {
      refuse(record, "SHA-256 is " + digest + ", the snapshot says " + snapshot.getSha256());
    } else {
      CurrentModel valid =
          new CurrentModel(snapshot.getVersion(), ModelCodec.decode(bytes), digest);
      visitor.version(snapshot, valid);
      newest = valid.version() > newest.version() ? valid : newest;
    }
  }

  private void refuse(ConsumerRecord<byte[], byte[]> record, String reason) {
    LOG.warn("refused record {}-{}@{}: {}", topic, record.partition(), record.offset(), reason);
  }

  private static byte[] bytesOf(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
