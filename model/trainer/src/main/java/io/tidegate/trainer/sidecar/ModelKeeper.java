package io.tidegate.trainer.sidecar;

import io.tidegate.schema.ModelSnapshot;
import io.tidegate.trainer.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes versions that are at work again where the models topic has lost them. One thread. */
final class ModelKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(ModelKeeper.class);

  private final String topic;
  private final Deserializer<SpecificRecord> deserializer;
  private final TopicReader reader;
  private final Publisher publisher;

  ModelKeeper(
      String topic,
      Deserializer<SpecificRecord> deserializer,
      TopicReader reader,
      Publisher publisher) {
    this.topic = topic;
    this.deserializer = deserializer;
    this.reader = reader;
    this.publisher = publisher;
  }

  /**
   * Reads the topic, and writes each of {@code wanted} that is not its key's newest record, as it
   * was.
   *
   * @return whether all are there, or were written
   */
  boolean keep(Collection<ModelSnapshot> wanted) throws InterruptedException {
    Map<String, byte[]> newest = new HashMap<>();
    reader.readAll(
        topic,
        record -> {
          if (record.key() != null) {
            newest.put(new String(record.key(), StandardCharsets.UTF_8), record.value());
          }
        });
    boolean kept = true;
    for (ModelSnapshot one : wanted) {
      kept &= holds(newest.get(Publisher.key(one)), one) || published(one);
    }
    return kept;
  }

  private boolean holds(byte[] value, ModelSnapshot wanted) {
    try {
      return value != null
          && deserializer.deserialize(topic, value) instanceof ModelSnapshot found
          && found.getSha256().equals(wanted.getSha256())
          && Digest.sha256(bytes(found)).equals(wanted.getSha256());
    } catch (SerializationException | IllegalArgumentException e) {
      return false;
    }
  }

  private static byte[] bytes(ModelSnapshot snapshot) {
    byte[] bytes = new byte[snapshot.getModel().remaining()];
    snapshot.getModel().duplicate().get(bytes);
    return bytes;
  }

  private boolean published(ModelSnapshot snapshot) throws InterruptedException {
    try {
      publisher.publish(snapshot, null);
      LOG.warn(
          "topic {} had lost version {}, which is at work: published again, SHA-256 {}",
          topic,
          snapshot.getVersion(),
          snapshot.getSha256());
      return true;
    } catch (NotWrittenException e) {
      LOG.warn(
          "topic {} has lost version {}, and does not take it again: {}",
          topic,
          snapshot.getVersion(),
          e.getMessage());
      return false;
    }
  }
}
