package io.tidegate.stream.replay;

import io.tidegate.schema.KnownFutureEvent;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.stream.topology.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes observations to their topic, idempotently: what was acknowledged is there once.
 *
 * <p>The event time is a field of the event; Kafka's timestamp is the time of producing.
 * Thread-safe.
 */
public final class ObservationProducer implements ObservationSink, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final KafkaProducer<String, SpecificRecord> producer;
  private final String topic;
  private final LongAdder acknowledged = new LongAdder();
  private final Map<Integer, Long> ends = new ConcurrentHashMap<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private ObservationProducer(KafkaProducer<String, SpecificRecord> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
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
  public static ObservationProducer open(
      Map<String, Object> kafka, Serializer<SpecificRecord> serializer, String topic) {
    requireTopic(kafka, topic);
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 5);
    // A partition just made may turn the first of two requests away and take the second: then the
    // first comes out of sequence for ever.
    settings.putIfAbsent(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    return new ObservationProducer(
        new KafkaProducer<>(settings, new StringSerializer(), serializer), topic);
  }

  @Override
  public void send(String key, long time, double value, Map<String, Double> covariates) {
    send(
        key,
        ObservationEvent.newBuilder()
            .setTime(Instant.ofEpochMilli(time))
            .setValue(value)
            .setCovariates(covariates)
            .build());
  }

  @Override
  public void announce(String key, long time, Map<String, Double> values) {
    send(
        key,
        KnownFutureEvent.newBuilder()
            .setTime(Instant.ofEpochMilli(time))
            .setValues(values)
            .build());
  }

  private void send(String key, SpecificRecord event) {
    throwFailure();
    try {
      var unused = producer.send(new ProducerRecord<>(topic, key, event), this::delivered);
    } catch (InterruptException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new DeliveryException(
          "cannot write series " + key + " to topic " + topic + ": " + e, e);
    }
  }

  @Override
  public void flush() {
    producer.flush();
    throwFailure();
  }

  /** Number of observations that the broker has acknowledged. */
  public long acknowledged() {
    return acknowledged.sum();
  }

  /** By partition, the offset after the last acknowledged observation; a copy. */
  public Map<Integer, Long> ends() {
    return Map.copyOf(ends);
  }

  /** Delivers what is under way, or gives up on it after a while, and disconnects. */
  @Override
  public void close() {
    producer.close(PATIENCE);
  }

  private void delivered(RecordMetadata metadata, Exception error) {
    if (error == null) {
      acknowledged.increment();
      ends.merge(metadata.partition(), metadata.offset() + 1, Math::max);
    } else {
      failure.compareAndSet(null, error);
    }
  }

  private void throwFailure() {
    Exception error = failure.get();
    if (error != null) {
      throw new DeliveryException(
          "topic "
              + topic
              + " did not take an observation ("
              + error.getMessage()
              + "); "
              + acknowledged()
              + " were stored before",
          error);
    }
  }

  private static void requireTopic(Map<String, Object> kafka, String topic) {
    try (Cluster cluster = Cluster.connect(kafka)) {
      cluster.answer(cluster.admin().describeTopics(List.of(topic)).allTopicNames());
    } catch (ExecutionException e) {
      boolean missing = e.getCause() instanceof UnknownTopicOrPartitionException;
      throw new DeliveryException(
          missing
              ? "no topic "
                  + topic
                  + " at "
                  + kafka.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG)
                  + "; make it by: tidegate topics create --config FILE"
              : "cannot see topic " + topic + ": " + e.getCause().getMessage(),
          e);
    }
  }
}
