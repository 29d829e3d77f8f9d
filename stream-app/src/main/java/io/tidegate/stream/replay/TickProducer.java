package io.tidegate.stream.replay;

import io.tidegate.schema.TickEvent;
import io.tidegate.stream.topology.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Tells every partition of the observations topic how late it is. Used by one thread. */
public final class TickProducer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final KafkaProducer<String, SpecificRecord> producer;
  private final String topic;
  private final List<Integer> partitions;

  private TickProducer(
      KafkaProducer<String, SpecificRecord> producer, String topic, List<Integer> partitions) {
    this.producer = producer;
    this.topic = topic;
    this.partitions = partitions;
  }

  /**
   * Connects.
   *
   * @param kafka settings of Kafka's clients, {@code bootstrap.servers} among them
   * @param serializer of events
   * @param topic of observations
   * @throws DeliveryException if the topic is not there
   * @throws io.tidegate.stream.topology.ClusterException if no broker answers in time
   */
  public static TickProducer open(
      Map<String, Object> kafka, Serializer<SpecificRecord> serializer, String topic) {
    List<Integer> partitions = partitions(kafka, topic);
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    return new TickProducer(
        new KafkaProducer<>(settings, new StringSerializer(), serializer), topic, partitions);
  }

  private static List<Integer> partitions(Map<String, Object> kafka, String topic) {
    try (Cluster cluster = Cluster.connect(kafka)) {
      return cluster
          .answer(cluster.admin().describeTopics(List.of(topic)).topicNameValues().get(topic))
          .partitions()
          .stream()
          .map(TopicPartitionInfo::partition)
          .toList();
    } catch (ExecutionException e) {
      throw new DeliveryException(
          e.getCause() instanceof UnknownTopicOrPartitionException
              ? "no topic " + topic + "; make it by: tidegate topics create --config FILE"
              : "cannot see topic " + topic + ": " + e.getCause().getMessage(),
          e);
    }
  }

  /**
   * Sends one tick to every partition and waits until they are stored.
   *
   * @param time event time that has been reached
   * @return to how many partitions
   * @throws DeliveryException if one does not take it
   */
  public int send(Instant time) throws InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try {
      for (int partition : partitions) {
        SpecificRecord tick = TickEvent.newBuilder().setTime(time).build();
        sent.add(producer.send(new ProducerRecord<>(topic, partition, null, tick)));
      }
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new DeliveryException(
          "topic " + topic + " did not take a tick: " + e.getCause().getMessage(), e);
    }
    return partitions.size();
  }

  @Override
  public void close() {
    producer.close(PATIENCE);
  }
}
