package io.tidegate.stream.models;

import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.topology.ClusterException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes to a cluster, by a producer that lives for one decision: there are few. */
final class KafkaDecisionWriter implements DecisionWriter {
  private static final int PATIENCE_MILLIS = 15_000;

  private final StreamSettings settings;

  KafkaDecisionWriter(StreamSettings settings) {
    this.settings = settings;
  }

  @Override
  public Place write(ModelDecisionEvent decision) {
    String topic = settings.topics().modelDecisions();
    byte[] key = decision.getName().getBytes(StandardCharsets.UTF_8);
    byte[] value = settings.serde().serializer().serialize(topic, decision);
    try (Producer<byte[], byte[]> producer = producer()) {
      RecordMetadata kept = producer.send(new ProducerRecord<>(topic, key, value)).get();
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

  private static ClusterException notTaken(String topic, Throwable cause) {
    return new ClusterException(
        "topic " + topic + " did not take the decision: " + cause.getMessage(), cause);
  }

  private Producer<byte[], byte[]> producer() {
    Map<String, Object> kafka = new HashMap<>(settings.kafka());
    kafka.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    kafka.put(ProducerConfig.CLIENT_ID_CONFIG, "tidegate-operator");
    kafka.put(ProducerConfig.ACKS_CONFIG, "all");
    kafka.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    kafka.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    kafka.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 2);
    kafka.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    kafka.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
    return new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
