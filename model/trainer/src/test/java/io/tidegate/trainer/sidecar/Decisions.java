package io.tidegate.trainer.sidecar;

import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import java.time.Instant;
import java.util.List;

/** Decisions that others have made. */
final class Decisions {
  private static final Instant EARLIER = Instant.parse("2025-12-31T23:00:00Z");

  private Decisions() {}

  /** The first decision: {@code version} alone. */
  static ModelDecisionEvent promoted(long version) {
    return by("trainer", version, ModelDecision.PROMOTED).setTime(EARLIER).build();
  }

  /** An operator's, some time after {@code before}. */
  static ModelDecisionEvent.Builder operator(
      ModelDecisionEvent before, long champion, ModelDecision decision) {
    return by("operator", champion, decision)
        .setTime(before.getTime().plusSeconds(1))
        .setBasedOn(before.getTime());
  }

  private static ModelDecisionEvent.Builder by(String who, long champion, ModelDecision decision) {
    return ModelDecisionEvent.newBuilder()
        .setName("default")
        .setVersion(champion)
        .setDecision(decision)
        .setReason("a test")
        .setOffsets(List.of())
        .setChampion(champion)
        .setBy(who);
  }
}
