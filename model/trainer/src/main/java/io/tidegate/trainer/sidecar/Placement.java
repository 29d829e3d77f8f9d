package io.tidegate.trainer.sidecar;

import io.tidegate.schema.ModelDecision;
import io.tidegate.wire.ModelPlan;

/** Says which place a candidate gets beside or instead of the versions at work. */
final class Placement {
  private Placement() {}

  /**
   * The decision about a candidate.
   *
   * @param plan in force now
   * @param parent the champion that it was trained from and compared with
   */
  static Draft of(ModelPlan plan, long parent, Retraining.Verdict verdict) {
    if (verdict.decision().getDecision() != ModelDecision.PROMOTED) {
      return Draft.leaving(plan, verdict.decision(), verdict.snapshot());
    }
    if (plan.pinned()) {
      return refused(plan, verdict, "version " + plan.champion() + " was pinned");
    }
    if (plan.champion() != parent) {
      return refused(
          plan,
          verdict,
          "version " + plan.champion() + ", which it was not compared with, took over");
    }
    return Draft.alone(
        plan, verdict.decision().getVersion(), verdict.decision(), verdict.snapshot());
  }

  private static Draft refused(ModelPlan plan, Retraining.Verdict verdict, String why) {
    return Draft.refusing(
        plan,
        verdict.decision(),
        verdict.snapshot(),
        verdict.decision().getReason() + "; but while it was trained " + why);
  }
}
