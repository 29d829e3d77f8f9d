package io.tidegate.stream.log;

import io.tidegate.stream.topology.ClusterException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes to a cluster, idempotently and acknowledged by all copies, by a producer that lives for
 * one record: what people write is little. Thread-safe.
 */
public final class KafkaTopicWriter implements TopicWriter {
  private static final int PATIENCE_MILLIS = 15_000;

  private final Map<String, Object> settings;
  private final Serializer<SpecificRecord> serializer;

  /**
   * Prepares.
   *
   * @param kafka client settings
   * @param serializer of events
   */
  public KafkaTopicWriter(Map<String, Object> kafka, Serializer<SpecificRecord> serializer) {
    settings = new HashMap<>(kafka);
    settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "tidegate-operator");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 2);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
    this.serializer = serializer;
  }

  @Override
  public Place write(String topic, OptionalInt partition, byte[] key, SpecificRecord event) {
    byte[] value = encoded(topic, event);
    Integer chosen = partition.isPresent() ? (Integer) partition.getAsInt() : null;
    try (Producer<byte[], byte[]> producer = producer()) {
      RecordMetadata kept = producer.send(new ProducerRecord<>(topic, chosen, key, value)).get();
      return new Place(kept.partition(), kept.offset());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while writing to topic " + topic, e);
    } catch (ExecutionException e) {
      throw notTaken(topic, e.getCause());
    } catch (KafkaException e) {
      throw notTaken(topic, e);
    }
  }

  /** A serializer of the user's own may be made for one thread. */
  private synchronized byte[] encoded(String topic, SpecificRecord event) {
    return serializer.serialize(topic, event);
  }

  private static ClusterException notTaken(String topic, Throwable cause) {
    return new ClusterException(
        "topic " + topic + " did not take the record: " + cause.getMessage(), cause);
  }

  private Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
