package io.tidegate.trainer.sidecar;

import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.wire.DecisionLog;
import io.tidegate.wire.ModelPlan;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the decisions about the model as everybody does who reads their topic, its own ones
 * included: they hold from where they are read, not from where they are written. One thread.
 */
final class DecisionFeed {
  private static final Logger LOG = LoggerFactory.getLogger(DecisionFeed.class);

  /** So many champions are remembered. */
  private static final int CHAMPIONS = 16;

  private final String topic;
  private final String name;
  private final Deserializer<SpecificRecord> deserializer;
  private final DecisionLog log = new DecisionLog();
  private final ArrayDeque<Long> champions = new ArrayDeque<>();
  private ModelDecisionEvent own;
  private Fate fate = Fate.UNREAD;
  private long highest;

  /** What became of a decision that was written. */
  enum Fate {
    UNREAD,
    IN_FORCE,
    REFUSED
  }

  DecisionFeed(String topic, String name, Deserializer<SpecificRecord> deserializer) {
    this.topic = topic;
    this.name = name;
    this.deserializer = deserializer;
  }

  String topic() {
    return topic;
  }

  /** The plan in force. */
  ModelPlan plan() {
    return log.plan();
  }

  /** The highest version that anything was decided about. */
  long highest() {
    return highest;
  }

  /** The last champions before the one in force, each once, newest first. */
  List<Long> formerChampions() {
    List<Long> former = new ArrayList<>(champions);
    former.remove(plan().champion());
    Collections.reverse(former);
    return former;
  }

  /** Stamps a decision on the plan in force. */
  ModelDecisionEvent stamp(ModelDecisionEvent.Builder decision, Instant now) {
    return log.stamp(decision, now).build();
  }

  /** From now on {@link #fate} is about {@code decision}. */
  void expect(ModelDecisionEvent decision) {
    own = decision;
    fate = Fate.UNREAD;
  }

  /** What became of the expected decision. */
  Fate fate() {
    return fate;
  }

  /** Takes one record of the topic. */
  void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      if (deserializer.deserialize(topic, record.value()) instanceof ModelDecisionEvent decision) {
        if (decision.getName().equals(name)) {
          take(record, decision);
        }
      } else {
        refuse(record, "not a decision");
      }
    } catch (SerializationException e) {
      refuse(record, e.getMessage());
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record, ModelDecisionEvent decision) {
    highest = Math.max(highest, decision.getVersion());
    Optional<String> refused = log.offer(decision);
    refused.ifPresent(reason -> refuse(record, reason));
    if (decision.equals(own)) {
      fate = refused.isPresent() ? Fate.REFUSED : Fate.IN_FORCE;
    }
    champions.remove(plan().champion());
    champions.addLast(plan().champion());
    if (champions.size() > CHAMPIONS) {
      champions.removeFirst();
    }
  }

  private void refuse(ConsumerRecord<byte[], byte[]> record, String reason) {
    LOG.warn("refused record {}-{}@{}: {}", topic, record.partition(), record.offset(), reason);
  }
}
