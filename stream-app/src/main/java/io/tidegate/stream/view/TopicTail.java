package io.tidegate.stream.view;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that fills a {@link LiveView}: reads committed records of every partition of the
 * output topics, without a group, so that several instances each see everything and no offset is
 * ever stored. A record that cannot be read is counted and passed over.
 */
final class TopicTail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final long PARTITION_CHECK_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Map<String, Object> configuration;
  private final Topics topics;
  private final Deserializer<SpecificRecord> deserializer;
  private final int points;
  private final LiveView view;
  private final Counter unreadable;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "tidegate-view");
  private volatile Consumer<byte[], byte[]> consumer;

  TopicTail(StreamSettings settings, LiveView view, MeterRegistry metrics) {
    configuration = consumerConfiguration(settings.kafka());
    topics = settings.topics();
    deserializer = settings.serde().deserializer();
    points = settings.view().points();
    this.view = view;
    unreadable =
        Counter.builder("tidegate.view.unreadable")
            .description("Records of the output topics that the live view could not read")
            .register(metrics);
    thread.setDaemon(true);
  }

  private static Map<String, Object> consumerConfiguration(Map<String, Object> kafka) {
    Map<String, Object> configuration = new HashMap<>(kafka);
    configuration.remove(ConsumerConfig.GROUP_ID_CONFIG);
    configuration.put(ConsumerConfig.CLIENT_ID_CONFIG, "tidegate-view");
    configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    configuration.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    configuration.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    return configuration;
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (closing.getCount() > 0) {
      try (Consumer<byte[], byte[]> opened =
          new KafkaConsumer<>(
              configuration, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        consumer = opened;
        tail(opened);
      } catch (WakeupException e) {
        LOG.debug("the live view stops reading");
      } catch (KafkaException e) {
        LOG.warn("the live view lost its topics and begins anew: {}", e.toString());
        pause();
      }
    }
  }

  private void tail(Consumer<byte[], byte[]> kafka) {
    List<TopicPartition> assigned = awaitPartitions(kafka);
    new Refill(kafka, topics, points).seek(assigned);
    Map<TopicPartition, Long> ends = new HashMap<>(kafka.endOffsets(assigned));
    long checked = System.nanoTime();
    while (closing.getCount() > 0) {
      kafka.poll(POLL).forEach(this::take);
      if (!ends.isEmpty()) {
        ends.entrySet().removeIf(end -> kafka.position(end.getKey()) >= end.getValue());
        if (ends.isEmpty()) {
          view.markRefilled();
        }
      }
      if (System.nanoTime() - checked > PARTITION_CHECK_NANOS) {
        assigned = follow(kafka, assigned);
        checked = System.nanoTime();
      }
    }
  }

  /** Partitions may be added while the stream runs; positions of the known ones are kept. */
  private List<TopicPartition> follow(
      Consumer<byte[], byte[]> kafka, List<TopicPartition> assigned) {
    List<TopicPartition> now = partitions(kafka);
    Set<TopicPartition> added = new HashSet<>(now);
    assigned.forEach(added::remove);
    if (added.isEmpty()) {
      return assigned;
    }
    kafka.assign(now);
    kafka.seekToBeginning(added);
    return now;
  }

  private List<TopicPartition> awaitPartitions(Consumer<byte[], byte[]> kafka) {
    List<TopicPartition> found = partitions(kafka);
    while (closing.getCount() > 0 && found.stream().noneMatch(this::isForecasts)) {
      pause();
      found = partitions(kafka);
    }
    return found;
  }

  private boolean isForecasts(TopicPartition partition) {
    return partition.topic().equals(topics.forecasts());
  }

  private List<TopicPartition> partitions(Consumer<byte[], byte[]> kafka) {
    List<TopicPartition> found = new ArrayList<>();
    for (String topic :
        List.of(
            topics.forecasts(),
            topics.alerts(),
            topics.accuracy(),
            topics.modelDecisions(),
            topics.activations())) {
      kafka
          .partitionsFor(topic)
          .forEach(info -> found.add(new TopicPartition(topic, info.partition())));
    }
    return found;
  }

  private void take(ConsumerRecord<byte[], byte[]> message) {
    if (message.key() == null) {
      return;
    }
    String key = new String(message.key(), StandardCharsets.UTF_8);
    if (message.value() == null) {
      forget(message.topic(), key);
      return;
    }
    try {
      view.accept(
          key, deserializer.deserialize(message.topic(), message.value()), message.timestamp());
    } catch (SerializationException | IllegalArgumentException e) {
      unreadable.increment();
      LOG.debug(
          "passed over offset {} of {}-{}: {}",
          message.offset(),
          message.topic(),
          message.partition(),
          e.getMessage());
    }
  }

  /** Each topic's tombstone takes away what was read of that topic before it. */
  private void forget(String topic, String series) {
    if (topic.equals(topics.forecasts())) {
      view.forgetForecasts(series);
    } else if (topic.equals(topics.accuracy())) {
      view.forgetReports(series);
    } else if (topic.equals(topics.alerts())) {
      view.forgetAlerts(series);
    }
  }

  private void pause() {
    try {
      boolean closed = closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      LOG.trace("waited, closed: {}", closed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    Consumer<byte[], byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
