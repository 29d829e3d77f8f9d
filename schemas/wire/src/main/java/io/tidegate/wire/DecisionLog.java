package io.tidegate.wire;

import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Follows the decisions about one model in the order of their topic, and says which versions are at
 * work. Everybody who reads the same records arrives at the same plan: a decision names the one
 * that it was made on, so of two who decide at the same time the second is refused by all. One
 * thread.
 */
public final class DecisionLog {
  private ModelPlan plan = ModelPlan.INITIAL;

  /** The plan in force. */
  public ModelPlan plan() {
    return plan;
  }

  /**
   * Takes the next decision about the model.
   *
   * @return why it is refused, as one sentence; empty if it is in force
   */
  public Optional<String> offer(ModelDecisionEvent decision) {
    long time = decision.getTime().toEpochMilli();
    boolean first = plan.decided() == ModelPlan.UNDECIDED;
    Instant basedOn = decision.getBasedOn();
    if (!first && basedOn != null && basedOn.toEpochMilli() != plan.decided()) {
      return Optional.of(
          "it was made on the decision of "
              + basedOn
              + ", but that of "
              + Instant.ofEpochMilli(plan.decided())
              + " is in force: decide again");
    }
    if (time <= plan.decided()) {
      return Optional.of(
          "its time "
              + decision.getTime()
              + " is not after that of the decision in force, "
              + Instant.ofEpochMilli(plan.decided()));
    }
    try {
      plan = planOf(decision, time);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  private ModelPlan planOf(ModelDecisionEvent decision, long time) {
    ModelPlan next =
        decision.getChampion() == null ? ofEarlierSoftware(decision, time) : read(decision, time);
    return next.sameWork(plan) && plan.since() != ModelPlan.UNDECIDED
        ? new ModelPlan(
            time,
            plan.since(),
            next.champion(),
            next.challenger(),
            next.share(),
            next.watching(),
            next.pinned())
        : next;
  }

  private static ModelPlan read(ModelDecisionEvent decision, long time) {
    return new ModelPlan(
        time,
        time,
        decision.getChampion(),
        decision.getChallenger() == null
            ? OptionalLong.empty()
            : OptionalLong.of(decision.getChallenger()),
        decision.getChallengedShare(),
        decision.getWatching(),
        decision.getPinned());
  }

  private ModelPlan ofEarlierSoftware(ModelDecisionEvent decision, long time) {
    boolean promoted = decision.getDecision() == ModelDecision.PROMOTED;
    return new ModelPlan(
        time,
        time,
        promoted ? decision.getVersion() : plan.champion(),
        promoted ? OptionalLong.empty() : plan.challenger(),
        promoted ? 0 : plan.share(),
        !promoted && plan.watching(),
        plan.pinned());
  }

  /**
   * Writes into {@code decision} that it is made on the plan in force: its time, later than that of
   * the decision before whatever the clock says, and what it is based on.
   *
   * @param now the clock
   */
  public ModelDecisionEvent.Builder stamp(ModelDecisionEvent.Builder decision, Instant now) {
    boolean first = plan.decided() == ModelPlan.UNDECIDED;
    long time = first ? now.toEpochMilli() : Math.max(now.toEpochMilli(), plan.decided() + 1);
    return decision
        .setTime(Instant.ofEpochMilli(time))
        .setBasedOn(first ? null : Instant.ofEpochMilli(plan.decided()));
  }
}
