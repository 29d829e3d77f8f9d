package io.tidegate.stream.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidegate.stream.config.StreamSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that tells one receiver of every alert event, at least once and in each series' order.
 *
 * <p>It reads committed records in a group of its own, and commits an offset once the receiver has
 * what lies before it; so it goes on where it stopped, whichever instance that is. A partition
 * without an offset begins with what was written since this thread was started: whoever configures
 * a receiver wants to hear of what comes, not of the last ninety days.
 */
final class AlertDelivery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AlertDelivery.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final long CLOSE_PATIENCE_MILLIS = 5_000;

  /** Clocks of broker and application differ a little; a few alerts too many do no harm. */
  private static final Duration SLACK = Duration.ofMinutes(1);

  private final Map<String, Object> configuration;
  private final String topic;
  private final Receiver receiver;
  private final DeliveryQueue queue;
  private final Instant started = Instant.now();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  AlertDelivery(StreamSettings settings, Receiver receiver, MeterRegistry metrics) {
    configuration =
        configuration(settings.kafka(), settings.applicationId() + "-" + receiver.name());
    topic = settings.topics().alerts();
    this.receiver = receiver;
    queue =
        new DeliveryQueue(
            receiver,
            settings.delivery().attempts(),
            settings.serde().deserializer(),
            new DeliveryMeters(metrics, receiver.name(), () -> state().failures()),
            System::nanoTime);
    thread = new Thread(this::run, "tidegate-" + receiver.name());
    thread.setDaemon(true);
  }

  private static Map<String, Object> configuration(Map<String, Object> kafka, String group) {
    Map<String, Object> configuration = new HashMap<>(kafka);
    configuration.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    configuration.put(ConsumerConfig.CLIENT_ID_CONFIG, group);
    configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    configuration.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    configuration.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 100);
    return configuration;
  }

  void start() {
    thread.start();
  }

  String name() {
    return receiver.name();
  }

  /** How it stands; any thread may ask. */
  final DeliveryQueue.State state() {
    return queue.state();
  }

  private void run() {
    while (closing.getCount() > 0) {
      try (Consumer<byte[], byte[]> opened =
          new KafkaConsumer<>(
              configuration, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        deliver(opened);
      } catch (InterruptException e) {
        closing.countDown();
      } catch (KafkaException e) {
        LOG.warn("the delivery to the {} begins anew: {}", receiver.name(), e.toString());
        pause();
      } catch (InterruptedException e) {
        closing.countDown();
      }
      queue.clear();
    }
  }

  private void deliver(Consumer<byte[], byte[]> kafka) throws InterruptedException {
    kafka.subscribe(List.of(topic), new Assignment(kafka));
    while (closing.getCount() > 0) {
      if (queue.isEmpty()) {
        kafka.resume(kafka.paused());
        receiver.idle();
        kafka.poll(POLL).forEach(queue::add);
      } else if (queue.remaining().isZero()) {
        queue.step(message -> commit(kafka, message));
      } else {
        // Polled all the same, without taking more: who does not poll is no member any longer.
        kafka.pause(kafka.assignment());
        kafka.poll(shorter(queue.remaining())).forEach(queue::add);
      }
    }
  }

  private static Duration shorter(Duration wait) {
    return wait.compareTo(POLL) < 0 ? wait : POLL;
  }

  private static void commit(
      Consumer<byte[], byte[]> kafka, ConsumerRecord<byte[], byte[]> message) {
    kafka.commitSync(
        Map.of(
            new TopicPartition(message.topic(), message.partition()),
            new OffsetAndMetadata(message.offset() + 1)));
  }

  private final class Assignment implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> kafka;

    Assignment(Consumer<byte[], byte[]> kafka) {
      this.kafka = kafka;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      queue.forget(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      queue.forget(partitions);
      Set<TopicPartition> unknown = new HashSet<>(partitions);
      kafka
          .committed(unknown)
          .forEach(
              (partition, offset) -> {
                if (offset != null) {
                  unknown.remove(partition);
                }
              });
      if (!unknown.isEmpty()) {
        begin(unknown);
      }
    }

    /** Committed at once: what comes between this start and the first delivery must not be lost. */
    private void begin(Set<TopicPartition> partitions) {
      Map<TopicPartition, Long> since = new HashMap<>();
      long from = started.minus(SLACK).toEpochMilli();
      partitions.forEach(partition -> since.put(partition, from));
      Map<TopicPartition, OffsetAndTimestamp> found = kafka.offsetsForTimes(since);
      Map<TopicPartition, Long> ends = kafka.endOffsets(partitions);
      Map<TopicPartition, OffsetAndMetadata> begins = new HashMap<>();
      for (TopicPartition partition : partitions) {
        OffsetAndTimestamp first = found.get(partition);
        long offset = first == null ? ends.get(partition) : first.offset();
        kafka.seek(partition, offset);
        begins.put(partition, new OffsetAndMetadata(offset));
      }
      kafka.commitSync(begins);
    }
  }

  private void pause() {
    try {
      boolean closed = closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      LOG.trace("waited, closed: {}", closed);
    } catch (InterruptedException e) {
      closing.countDown();
    }
  }

  /** Stops soon; what takes longer to tell is told again after the next start. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(CLOSE_PATIENCE_MILLIS);
      thread.interrupt();
      thread.join(CLOSE_PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
