package io.tidegate.stream.models;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.topology.Cluster;
import io.tidegate.stream.topology.ClusterException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that reads the models and the decisions topic into the registry: all of both, then
 * what comes. It has no group and stores no offset; every start reads from the beginning.
 *
 * <p>No global store of Kafka Streams does it, because that ends the whole application where a
 * topic was lost and made anew. Here what is at work goes on, a warning says so, and what the new
 * topic holds is read from its beginning.
 */
public final class ModelFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelFollower.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final StreamSettings settings;
  private final List<String> topics;
  private final ModelIntake intake;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Map<String, Uuid> identities = new HashMap<>();
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "tidegate-models");
  private volatile Consumer<byte[], byte[]> consumer;

  private ModelFollower(StreamSettings settings, ModelIntake intake) {
    this.settings = settings;
    this.intake = intake;
    this.topics = List.of(settings.topics().models(), settings.topics().modelDecisions());
    thread.setDaemon(true);
  }

  /** Starts to fill {@code registry}. */
  public static ModelFollower start(
      StreamSettings settings, ModelRegistry registry, MeterRegistry meters) {
    ModelFollower follower = new ModelFollower(settings, new ModelIntake(registry, meters));
    follower.thread.start();
    return follower;
  }

  /**
   * Waits until all is read that was there at the start.
   *
   * @throws ClusterException if that takes longer than a minute
   */
  public void awaitCaughtUp() {
    try {
      if (caughtUp.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new ClusterException(
        "topics "
            + String.join(" and ", topics)
            + " could not be read within "
            + PATIENCE.toSeconds()
            + " s: check that the broker answers; the log says what went wrong",
        null);
  }

  private void run() {
    while (closing.getCount() > 0) {
      try (Consumer<byte[], byte[]> opened =
              new KafkaConsumer<>(
                  configuration(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
          Cluster cluster = Cluster.connect(settings.kafka())) {
        consumer = opened;
        follow(opened, cluster);
      } catch (WakeupException e) {
        LOG.debug("told to stop");
      } catch (KafkaException | ClusterException e) {
        LOG.warn(
            "the topics of models and decisions cannot be read for now; what is at work goes on:"
                + " {}",
            e.getMessage());
        pause();
      } catch (RuntimeException e) {
        LOG.error("the models and decisions are not followed, what is at work goes on", e);
        pause();
      }
    }
  }

  private Map<String, Object> configuration() {
    Map<String, Object> own = new HashMap<>(settings.kafka());
    own.remove(ConsumerConfig.GROUP_ID_CONFIG);
    own.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.applicationId() + "-models");
    own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return own;
  }

  /** Returns when a topic is another one than before. */
  private void follow(Consumer<byte[], byte[]> kafka, Cluster cluster) {
    look(cluster);
    // The models first: a snapshot that was withdrawn must not be put to work by a decision.
    catchUp(kafka, topics.subList(0, 1));
    catchUp(kafka, topics);
    caughtUp.countDown();
    long looked = System.nanoTime();
    while (closing.getCount() > 0) {
      kafka.poll(POLL).forEach(this::take);
      if (System.nanoTime() - looked > LOOK_NANOS) {
        if (look(cluster)) {
          return;
        }
        looked = System.nanoTime();
      }
    }
  }

  /** Reads some of the topics to where they end now. */
  private void catchUp(Consumer<byte[], byte[]> kafka, List<String> some) {
    List<TopicPartition> partitions = assign(kafka, some);
    Map<TopicPartition, Long> ends = new HashMap<>(kafka.endOffsets(partitions));
    while (closing.getCount() > 0 && !ends.isEmpty()) {
      ends.entrySet().removeIf(end -> kafka.position(end.getKey()) >= end.getValue());
      kafka.poll(ends.isEmpty() ? Duration.ZERO : POLL).forEach(this::take);
    }
  }

  private List<TopicPartition> assign(Consumer<byte[], byte[]> kafka, List<String> some) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : some) {
      List<PartitionInfo> found = kafka.partitionsFor(topic);
      if (found != null) {
        found.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
      }
    }
    kafka.assign(partitions);
    for (TopicPartition partition : partitions) {
      Long position = positions.get(partition);
      if (position == null) {
        kafka.seekToBeginning(List.of(partition));
      } else {
        kafka.seek(partition, position);
      }
    }
    return partitions;
  }

  private void take(ConsumerRecord<byte[], byte[]> found) {
    if (found.topic().equals(settings.topics().models())) {
      intake.snapshot(found.key(), found.value());
    } else {
      intake.decision(found.value());
    }
    positions.put(new TopicPartition(found.topic(), found.partition()), found.offset() + 1);
  }

  /** Whether a topic was made anew, or is there again; it is read from its beginning then. */
  private boolean look(Cluster cluster) {
    boolean changed = false;
    Map<String, KafkaFuture<TopicDescription>> answers =
        cluster.admin().describeTopics(topics).topicNameValues();
    for (String topic : topics) {
      Uuid now = identity(cluster, answers.get(topic));
      Uuid before = identities.put(topic, now);
      if (before == null || before.equals(now)) {
        continue;
      }
      if (now.equals(Uuid.ZERO_UUID)) {
        LOG.warn("topic {} is gone; the versions at work go on", topic);
      } else {
        LOG.warn("topic {} was made anew; the versions at work go on, it is read again", topic);
        positions.keySet().removeIf(partition -> partition.topic().equals(topic));
        changed = true;
      }
    }
    return changed;
  }

  private static Uuid identity(Cluster cluster, KafkaFuture<TopicDescription> answer) {
    try {
      return cluster.answer(answer).topicId();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Uuid.ZERO_UUID;
      }
      throw new ClusterException(e.getCause().getMessage(), e);
    }
  }

  private void pause() {
    try {
      if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("closed");
      }
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
