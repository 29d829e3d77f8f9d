package io.tidegate.trainer.sidecar;

import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.wire.ModelPlan;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes decisions, and reads them back before anything else is done: an operator may have decided
 * in the meantime, and of two decisions on the same one the first in the topic holds. One thread.
 */
final class Decider {
  private static final Logger LOG = LoggerFactory.getLogger(Decider.class);

  /** How long a decision may take to be read back. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final DecisionFeed feed;
  private final TopicReader reader;
  private final Publisher publisher;
  private final Clock clock;

  Decider(DecisionFeed feed, TopicReader reader, Publisher publisher, Clock clock) {
    this.feed = feed;
    this.reader = reader;
    this.publisher = publisher;
    this.clock = clock;
  }

  /** What to decide. */
  @FunctionalInterface
  interface Question {
    /** The answer on {@code plan}; empty where there is nothing left to decide. */
    Optional<Draft> on(ModelPlan plan);
  }

  /**
   * Asks, writes the answer and reads it back; asks again where another decision came first.
   *
   * @return the decision in force; empty if nothing was left to decide
   * @throws NotWrittenException if a record was refused by Kafka: nothing was written
   * @throws SidecarException if Kafka does not take it or does not give it back
   */
  Optional<ModelDecisionEvent> decide(Question question) throws InterruptedException {
    boolean published = false;
    while (true) {
      reader.readToEnd(feed.topic(), feed::take);
      Optional<Draft> draft = question.on(feed.plan());
      if (draft.isEmpty()) {
        return Optional.empty();
      }
      ModelDecisionEvent decision =
          feed.stamp(ModelDecisionEvent.newBuilder(draft.get().decision()), clock.instant());
      feed.expect(decision);
      publisher.publish(published ? null : draft.get().snapshot(), decision);
      published = true;
      if (isInForce()) {
        return Optional.of(decision);
      }
      LOG.info("another decision came first: deciding again on version {}", decision.getVersion());
    }
  }

  private boolean isInForce() {
    boolean read =
        reader.readUntil(
            feed.topic(), feed::take, () -> feed.fate() != DecisionFeed.Fate.UNREAD, PATIENCE);
    if (!read) {
      throw new SidecarException(
          "a decision was written to "
              + feed.topic()
              + ", but could not be read back within "
              + PATIENCE.toSeconds()
              + " s: does another producer's transaction stay open there?");
    }
    return feed.fate() == DecisionFeed.Fate.IN_FORCE;
  }
}
