package io.tidegate.trainer.sidecar;

import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.trainer.gate.ChallengeSettings;
import io.tidegate.wire.ModelPlan;
import java.util.Locale;

/**
 * Says which versions are at work after a retraining or a trial.
 *
 * @param settings which comparisons there are
 * @param share of the series that a challenger runs on
 */
record Placement(ChallengeSettings settings, double share) {

  /**
   * The decision about a candidate.
   *
   * @param plan in force now
   * @param parent the champion that it was trained from and compared with
   */
  Draft of(ModelPlan plan, long parent, Retraining.Verdict verdict) {
    ModelDecisionEvent decision = verdict.decision();
    if (decision.getDecision() != ModelDecision.PROMOTED) {
      return Draft.leaving(plan, decision, verdict.snapshot());
    }
    if (plan.pinned()) {
      return refused(plan, verdict, "version " + plan.champion() + " was pinned");
    }
    if (settings.live()) {
      return challenging(plan, verdict);
    }
    return plan.champion() == parent
        ? succeeding(plan, decision, verdict)
        : refused(
            plan,
            verdict,
            "version " + plan.champion() + ", which it was not compared with, took over");
  }

  private static Draft refused(ModelPlan plan, Retraining.Verdict verdict, String why) {
    return Draft.leaving(
        plan,
        ModelDecisionEvent.newBuilder(verdict.decision())
            .setDecision(ModelDecision.REJECTED)
            .setReason(verdict.decision().getReason() + "; but while it was trained " + why)
            .build(),
        verdict.snapshot());
  }

  private Draft challenging(ModelPlan plan, Retraining.Verdict verdict) {
    String before =
        plan.challenger().isPresent()
            ? " in the place of version " + plan.challenger().getAsLong() + ", not decided on"
            : "";
    String reason =
        String.format(
            Locale.ROOT,
            "%s; runs beside version %d on %.0f %% of the series%s",
            verdict.decision().getReason(),
            plan.champion(),
            share * 100,
            before);
    ModelDecisionEvent decision =
        ModelDecisionEvent.newBuilder(verdict.decision())
            .setDecision(ModelDecision.CHALLENGING)
            .setReason(reason)
            .build();
    return Draft.beside(plan, plan.champion(), decision.getVersion(), share, false, decision)
        .with(verdict.snapshot());
  }

  /** The decision's version becomes the champion; the former one may watch over it. */
  private Draft succeeding(
      ModelPlan plan, ModelDecisionEvent decision, Retraining.Verdict verdict) {
    Draft draft =
        settings.watch()
            ? Draft.beside(plan, decision.getVersion(), plan.champion(), share, true, decision)
            : Draft.alone(plan, decision.getVersion(), decision);
    return verdict == null ? draft : draft.with(verdict.snapshot());
  }

  /**
   * The decision at the end of a trial.
   *
   * @param plan in force now, that of the trial
   * @param blank the model's name, the offsets read and nothing else of importance
   */
  Draft of(ModelPlan plan, Trial.End end, ModelDecisionEvent blank) {
    long challenger = plan.challenger().orElseThrow();
    boolean ofChampion = end.decision() == ModelDecision.KEPT;
    ModelDecisionEvent decision =
        ModelDecisionEvent.newBuilder(blank)
            .setVersion(ofChampion ? plan.champion() : challenger)
            .setDecision(end.decision())
            .setReason(end.reason())
            .setFigures(end.standing().figures())
            .build();
    return switch (end.decision()) {
      case PROMOTED -> succeeding(plan, decision, null);
      case ROLLED_BACK -> Draft.alone(plan, challenger, decision);
      default -> Draft.alone(plan, plan.champion(), decision);
    };
  }
}
