package io.tidegate.stream.delivery;

import io.tidegate.schema.AlertEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records that wait to be delivered, in order: the first is tried until the receiver has it, or has
 * refused it so many times. Used by one thread, but for {@link #state}.
 */
final class DeliveryQueue {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryQueue.class);

  private final Receiver receiver;
  private final int attempts;
  private final Deserializer<SpecificRecord> events;
  private final DeliveryMeters meters;
  private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
  private final Backoff backoff;
  private int refusals;
  private volatile State state = new State(0, "");

  /**
   * How the delivery stands.
   *
   * @param failures in a row of the event that waits; 0 if none does
   * @param why the last try failed
   */
  record State(int failures, String why) {}

  DeliveryQueue(
      Receiver receiver,
      int attempts,
      Deserializer<SpecificRecord> events,
      DeliveryMeters meters,
      LongSupplier nanoTime) {
    this.receiver = receiver;
    this.attempts = attempts;
    this.events = events;
    this.meters = meters;
    backoff = new Backoff(nanoTime);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  void add(ConsumerRecord<byte[], byte[]> message) {
    if (message.key() == null || message.value() != null) {
      waiting.add(message);
    }
  }

  /** Others have these partitions now, or this one gets their records anew. */
  void forget(Collection<TopicPartition> partitions) {
    ConsumerRecord<byte[], byte[]> first = waiting.peek();
    waiting.removeIf(one -> partitions.contains(new TopicPartition(one.topic(), one.partition())));
    if (waiting.peek() != first) {
      settle();
    }
  }

  /** Nothing that was read is kept. */
  void clear() {
    waiting.clear();
    settle();
  }

  /** How long to wait before the next try. */
  Duration remaining() {
    return backoff.remaining();
  }

  State state() {
    return state;
  }

  /**
   * Tries the first that waits, once.
   *
   * @param done told if it is dealt with: taken, or passed over
   */
  void step(Consumer<ConsumerRecord<byte[], byte[]>> done) throws InterruptedException {
    ConsumerRecord<byte[], byte[]> first = waiting.element();
    Outcome outcome = deliver(first);
    switch (outcome.kind()) {
      case TAKEN -> meters.delivered();
      case LATER -> failed(outcome);
      case REFUSED -> {
        if (++refusals < attempts) {
          failed(outcome);
        } else {
          meters.failed();
          pass(first, outcome.why());
          outcome = Outcome.taken();
        }
      }
    }
    if (outcome.kind() == Outcome.Kind.TAKEN) {
      waiting.remove();
      settle();
      done.accept(first);
    }
  }

  private void settle() {
    backoff.reset();
    refusals = 0;
    state = new State(0, "");
  }

  private void failed(Outcome outcome) {
    meters.failed();
    backoff.failed(outcome.pause());
    state = new State(backoff.failures(), outcome.why());
    if (backoff.failures() == 1) {
      LOG.warn(
          "the {} did not take an alert and will be tried again: {}",
          receiver.name(),
          outcome.why());
    }
  }

  private Outcome deliver(ConsumerRecord<byte[], byte[]> message) throws InterruptedException {
    if (message.key() == null || message.value() == null) {
      return unreadable(message, "no key or no value");
    }
    SpecificRecord event;
    try {
      event = events.deserialize(message.topic(), message.value());
    } catch (SerializationException e) {
      return unreadable(message, e.getMessage());
    }
    return event instanceof AlertEvent alert
        ? receiver.tell(new String(message.key(), StandardCharsets.UTF_8), alert)
        : unreadable(message, "no alert");
  }

  /** Nobody can take it, so trying again is of no use. */
  private Outcome unreadable(ConsumerRecord<byte[], byte[]> message, String why) {
    refusals = attempts - 1;
    LOG.debug("offset {} of {} cannot be read", message.offset(), message.topic());
    return Outcome.refused(why);
  }

  private void pass(ConsumerRecord<byte[], byte[]> message, String why) {
    meters.skipped();
    LOG.error(
        "passed over for the {}: offset {} of partition {} of {}, refused {} times, last: {}",
        receiver.name(),
        message.offset(),
        message.partition(),
        message.topic(),
        refusals,
        why);
  }
}
