package io.tidegate.stream.models;

import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.wire.DecisionLog;
import io.tidegate.wire.ModelPlan;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Follows the records of the decisions topic, whatever they hold. One thread. */
final class Decisions {
  private final String topic;
  private final String modelName;
  private final Deserializer<SpecificRecord> deserializer;
  private final DecisionLog log = new DecisionLog();
  private long newest = ModelPlan.UNDECIDED;

  Decisions(StreamSettings settings) {
    topic = settings.topics().modelDecisions();
    modelName = settings.modelName();
    deserializer = settings.serde().deserializer();
  }

  /** The plan of the newest decision that holds. */
  ModelPlan plan() {
    return log.plan();
  }

  /** Time of the newest decision about the model, one that is refused, too. */
  long newest() {
    return newest;
  }

  /**
   * Takes one record; one about another model changes nothing.
   *
   * @return why it is refused, if it is
   */
  Optional<RefusedDecision> take(byte[] value) {
    SpecificRecord event;
    try {
      event = value == null ? null : deserializer.deserialize(topic, value);
    } catch (RuntimeException e) {
      return Optional.of(unreadable(e.getMessage()));
    }
    if (!(event instanceof ModelDecisionEvent decision)) {
      String found = event == null ? "nothing" : "a " + event.getSchema().getName();
      return Optional.of(unreadable("expected a ModelDecisionEvent, found " + found));
    }
    if (!decision.getName().equals(modelName)) {
      return Optional.empty();
    }
    newest = Math.max(newest, decision.getTime().toEpochMilli());
    return log.offer(decision)
        .map(
            reason ->
                new RefusedDecision(
                    decision.getTime(),
                    decision.getVersion(),
                    decision.getDecision().name(),
                    reason));
  }

  private static RefusedDecision unreadable(String reason) {
    return new RefusedDecision(Instant.EPOCH, -1, "UNREADABLE", reason);
  }
}
