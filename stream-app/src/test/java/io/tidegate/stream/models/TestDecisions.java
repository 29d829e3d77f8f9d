package io.tidegate.stream.models;

import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.wire.DecisionLog;
import java.time.Instant;
import java.util.List;

/** Decides about the model "default", each time on the decision before. */
public final class TestDecisions {
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final DecisionLog log = new DecisionLog();

  /** The version is the champion, alone. */
  public ModelDecisionEvent promote(long version) {
    return next(decision(ModelDecision.PROMOTED, version).setChampion(version));
  }

  /** The version is the champion, and another one runs beside it. */
  public ModelDecisionEvent challenge(long champion, long challenger, double share) {
    return next(
        decision(ModelDecision.CHALLENGING, challenger)
            .setChampion(champion)
            .setChallenger(challenger)
            .setChallengedShare(share));
  }

  /** A retraining failed; the version at work stays alone. */
  public ModelDecisionEvent fail(long version) {
    return next(decision(ModelDecision.FAILED, version).setChampion(log.plan().champion()));
  }

  private ModelDecisionEvent.Builder decision(ModelDecision what, long version) {
    return ModelDecisionEvent.newBuilder()
        .setName("default")
        .setVersion(version)
        .setDecision(what)
        .setReason("a test")
        .setOffsets(List.of());
  }

  private ModelDecisionEvent next(ModelDecisionEvent.Builder decision) {
    ModelDecisionEvent event = log.stamp(decision, BEGINNING).build();
    log.offer(event)
        .ifPresent(
            why -> {
              throw new AssertionError(why);
            });
    return event;
  }
}
