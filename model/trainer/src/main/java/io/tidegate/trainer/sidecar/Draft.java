package io.tidegate.trainer.sidecar;

import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.wire.ModelPlan;

/**
 * A decision before it is stamped.
 *
 * @param decision all of it but its time and what it is based on
 * @param snapshot to be written with it, or null
 */
record Draft(ModelDecisionEvent decision, ModelSnapshot snapshot) {
  /** After it everything is at work that was. */
  static Draft leaving(ModelPlan plan, ModelDecisionEvent decision, ModelSnapshot snapshot) {
    ModelDecisionEvent.Builder builder =
        ModelDecisionEvent.newBuilder(decision)
            .setChampion(plan.champion())
            .setChallengedShare(plan.share())
            .setWatching(plan.watching())
            .setPinned(plan.pinned());
    builder.setChallenger(plan.challenger().isPresent() ? plan.challenger().getAsLong() : null);
    return new Draft(builder.build(), snapshot);
  }

  /** After it {@code champion} is alone. */
  static Draft alone(
      ModelPlan plan, long champion, ModelDecisionEvent decision, ModelSnapshot snapshot) {
    return new Draft(
        ModelDecisionEvent.newBuilder(decision)
            .setChampion(champion)
            .setPinned(plan.pinned())
            .build(),
        snapshot);
  }

  /** As {@link #leaving}, with another outcome and its reason. */
  static Draft refusing(
      ModelPlan plan, ModelDecisionEvent decision, ModelSnapshot snapshot, String reason) {
    return leaving(
        plan,
        ModelDecisionEvent.newBuilder(decision)
            .setDecision(ModelDecision.REJECTED)
            .setReason(reason)
            .build(),
        snapshot);
  }
}
