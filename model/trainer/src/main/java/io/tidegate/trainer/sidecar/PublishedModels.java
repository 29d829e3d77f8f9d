package io.tidegate.trainer.sidecar;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.Size;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.trainer.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the versions of a model in the models topic, and the one that ships. One thread. */
final class PublishedModels {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedModels.class);

  /** So many versions are held; others are read again. */
  private static final int HELD = 4;

  private final String topic;
  private final String name;
  private final Size size;
  private final CurrentModel shipped;
  private final Deserializer<SpecificRecord> deserializer;
  private final ArrayDeque<Held> held = new ArrayDeque<>();
  private long highest;

  /** The model that ships is that of {@code size}, and series of that size carry the others. */
  PublishedModels(String topic, String name, Size size, Deserializer<SpecificRecord> deserializer) {
    this.topic = topic;
    this.name = name;
    this.size = size;
    this.shipped = CurrentModel.shipped(size);
    this.deserializer = deserializer;
  }

  private record Held(ModelSnapshot snapshot, CurrentModel model) {
    boolean is(long version) {
      return model.version() == version;
    }
  }

  /** Told of every valid version, in the order of the topic. */
  @FunctionalInterface
  interface Visitor {
    /** {@code model} is what {@code snapshot} holds. */
    void version(ModelSnapshot snapshot, CurrentModel model);
  }

  /** Reads the whole topic and tells {@code visitor} of all that is valid. */
  void read(TopicReader reader, Visitor visitor) {
    reader.readAll(topic, record -> take(record, visitor));
  }

  /** A version, if it is the one that ships or there is a valid snapshot of it. */
  Optional<CurrentModel> find(TopicReader reader, long version) {
    if (version == shipped.version()) {
      return Optional.of(shipped);
    }
    if (held.stream().noneMatch(one -> one.is(version))) {
      read(
          reader,
          (snapshot, model) -> {
            if (model.version() == version) {
              hold(snapshot, model);
            }
          });
    }
    return held.stream().filter(one -> one.is(version)).map(Held::model).findFirst();
  }

  /** How a version was published, if it is among the few that are held. */
  Optional<ModelSnapshot> snapshot(long version) {
    return held.stream().filter(one -> one.is(version)).map(Held::snapshot).findFirst();
  }

  /** Knows a version that was published by this process without reading it. */
  void hold(ModelSnapshot snapshot, CurrentModel model) {
    held.removeIf(one -> one.is(model.version()));
    held.addLast(new Held(snapshot, model));
    if (held.size() > HELD) {
      held.removeFirst();
    }
    highest = Math.max(highest, model.version());
  }

  /** The highest version in what was read or published, valid or not. */
  long highest() {
    return highest;
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
      return;
    }
    highest = Math.max(highest, snapshot.getVersion());
    if (!digest.equals(snapshot.getSha256())) {
      refuse(record, "SHA-256 is " + digest + ", the snapshot says " + snapshot.getSha256());
    } else {
      Model model = ModelCodec.decode(bytes);
      Optional<String> refusal = size.refusal(model.shape());
      if (refusal.isPresent()) {
        refuse(record, refusal.get());
      } else {
        visitor.version(snapshot, new CurrentModel(snapshot.getVersion(), model, digest));
      }
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
