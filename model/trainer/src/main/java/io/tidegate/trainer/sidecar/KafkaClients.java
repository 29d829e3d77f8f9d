package io.tidegate.trainer.sidecar;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The clients, and whether the cluster has what they need. */
public final class KafkaClients {
  /** How long a cluster may take to answer at the start. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final String READ_COMMITTED = "read_committed";

  private KafkaClients() {}

  /** A consumer of bytes that sees committed records only. */
  public static Consumer<byte[], byte[]> consumer(TrainerSettings settings) {
    Map<String, Object> own = new HashMap<>(settings.configuration().kafka());
    own.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, settings.group());
    own.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
    own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, READ_COMMITTED);
    own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    own.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    try {
      return new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    } catch (KafkaException e) {
      throw unusable(e);
    }
  }

  /** Asks the cluster about itself. */
  public static Admin admin(TrainerSettings settings) {
    Map<String, Object> own = new HashMap<>(settings.configuration().kafka());
    own.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, settings.group());
    own.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    try {
      return Admin.create(own);
    } catch (KafkaException e) {
      throw unusable(e);
    }
  }

  /** A producer whose transactions fence those of an older trainer of the same model. */
  public static Producer<byte[], byte[]> producer(TrainerSettings settings) {
    Map<String, Object> own = new HashMap<>(settings.configuration().kafka());
    own.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, settings.group());
    own.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.transactionalId());
    own.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    own.put(ProducerConfig.ACKS_CONFIG, "all");
    own.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
    try {
      return new KafkaProducer<>(own, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      throw unusable(e);
    }
  }

  /**
   * Checks that the topics are there.
   *
   * @throws SidecarException naming the broker that does not answer or the topic that is missing
   */
  public static void requireTopics(
      Consumer<byte[], byte[]> consumer, TrainerSettings settings, List<String> needed) {
    for (String topic : needed) {
      if (isMissing(consumer, topic, settings)) {
        throw new SidecarException(
            "no topic "
                + topic
                + " at "
                + settings.brokers()
                + ": make it with 'tidegate topics create', or set tidegate.topics.prefix");
      }
    }
  }

  private static boolean isMissing(
      Consumer<byte[], byte[]> consumer, String topic, TrainerSettings settings) {
    try {
      List<?> partitions = consumer.partitionsFor(topic, PATIENCE);
      return partitions == null || partitions.isEmpty();
    } catch (TimeoutException e) {
      throw new SidecarException(
          "no answer from Kafka at "
              + settings.brokers()
              + " within "
              + PATIENCE.toSeconds()
              + " s: start it, or set kafka.bootstrap.servers",
          e);
    }
  }

  private static SidecarException unusable(KafkaException e) {
    Throwable reason = e.getCause() == null ? e : e.getCause();
    return new SidecarException(
        "Kafka's client cannot be set up: " + reason.getMessage() + "; correct the kafka.* keys",
        e);
  }
}
