package io.tidegate.trainer.sidecar;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees from outside whether a topic may hold something else than before: whether records came or
 * went, or the topic was made anew. One thread looks, another asks.
 */
final class TopicLook {
  private static final Logger LOG = LoggerFactory.getLogger(TopicLook.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Admin admin;
  private final String topic;
  private volatile State state;
  private volatile boolean missing;
  private volatile boolean fresh;
  private State known;

  /** Equal as long as the topic is the same one with the same first and next offsets. */
  private record State(
      Uuid id, Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> ends) {}

  TopicLook(Admin admin, String topic) {
    this.admin = admin;
    this.topic = topic;
  }

  /** Looks; where the cluster does not tell, nothing has changed. */
  void look() {
    try {
      TopicDescription found =
          answer(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
      state =
          new State(
              found.topicId(),
              offsets(found, OffsetSpec::earliest),
              offsets(found, OffsetSpec::latest));
      missing = false;
      fresh = true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException && !missing) {
        missing = true;
        LOG.warn("topic {} is gone: make it again with 'tidegate topics create'", topic);
      }
      LOG.debug("cannot look at {}", topic, e.getCause());
    } catch (TimeoutException | KafkaException e) {
      LOG.debug("cannot look at {}", topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<TopicPartition, Long> offsets(TopicDescription found, Supplier<OffsetSpec> which)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    found
        .partitions()
        .forEach(one -> wanted.put(new TopicPartition(topic, one.partition()), which.get()));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> answers =
        answer(admin.listOffsets(wanted).all());
    answers.forEach((partition, one) -> offsets.put(partition, one.offset()));
    return offsets;
  }

  private static <T> T answer(KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Whether the topic is there and may hold something else than what is known: once for each look.
   *
   * @return makes it known; empty: nothing has changed
   */
  Optional<Runnable> change() {
    boolean asked = !fresh;
    fresh = false;
    State now = state;
    return asked || missing || now.equals(known)
        ? Optional.empty()
        : Optional.of(() -> known = now);
  }

  /** What the topic held at the last look is known. */
  void known() {
    known = state;
  }
}
