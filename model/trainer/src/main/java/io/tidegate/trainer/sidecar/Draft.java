package io.tidegate.trainer.sidecar;

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
    Draft draft =
        plan.challenger().isPresent()
            ? beside(
                plan,
                plan.champion(),
                plan.challenger().getAsLong(),
                plan.share(),
                plan.watching(),
                decision)
            : alone(plan, plan.champion(), decision);
    return draft.with(snapshot);
  }

  /** After it {@code champion} is alone. */
  static Draft alone(ModelPlan plan, long champion, ModelDecisionEvent decision) {
    return new Draft(
        ModelDecisionEvent.newBuilder(decision)
            .setChampion(champion)
            .setPinned(plan.pinned())
            .build(),
        null);
  }

  /** After it {@code challenger} runs beside {@code champion}. */
  static Draft beside(
      ModelPlan plan,
      long champion,
      long challenger,
      double share,
      boolean watching,
      ModelDecisionEvent decision) {
    return new Draft(
        ModelDecisionEvent.newBuilder(decision)
            .setChampion(champion)
            .setChallenger(challenger)
            .setChallengedShare(share)
            .setWatching(watching)
            .setPinned(plan.pinned())
            .build(),
        null);
  }

  /** The same with a snapshot. */
  Draft with(ModelSnapshot other) {
    return new Draft(decision, other);
  }
}
