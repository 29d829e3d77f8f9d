package io.tidegate.trainer.sidecar;

import io.tidegate.schema.AccuracyEvent;
import io.tidegate.schema.ChallengerAccuracy;
import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.RetrainingCause;
import io.tidegate.trainer.gate.ChallengeSettings;
import io.tidegate.trainer.gate.Errors;
import io.tidegate.trainer.gate.Judge;
import io.tidegate.trainer.gate.Standing;
import io.tidegate.trainer.gate.Standing.Verdict;
import io.tidegate.wire.Float64Vector;
import io.tidegate.wire.Int32Vector;
import io.tidegate.wire.ModelPlan;
import java.util.Locale;
import java.util.Optional;

/**
 * Champion and challenger of one plan, and how they compare: the trial of a candidate, or the watch
 * over a new champion. All that it knows is in the accuracy topic. One thread.
 */
final class Trial {
  /** A former champion whose errors are below this part of the new one's is ahead. */
  private static final double AHEAD = 0.95;

  /** Records read for each that should have been compared, beyond which it is given up. */
  private static final int UNCOMPARED = 3;

  private final ModelPlan plan;
  private final ChallengeSettings settings;
  private final Judge judge;
  private long observations;

  /**
   * What ended it.
   *
   * @param decision what is decided
   * @param reason why, in words
   * @param standing the figures
   */
  record End(ModelDecision decision, String reason, Standing standing) {}

  /** Nothing has been compared yet; {@code plan} has a challenger. */
  Trial(ModelPlan plan, ChallengeSettings settings) {
    this.plan = plan;
    this.settings = settings;
    this.judge = new Judge(settings.level());
  }

  /** The trial of a plan, {@code present} if it is that; empty where nobody challenges. */
  static Optional<Trial> of(ModelPlan plan, ChallengeSettings settings, Optional<Trial> present) {
    if (plan.challenger().isEmpty()) {
      return Optional.empty();
    }
    return present.filter(one -> one.isOf(plan)).or(() -> Optional.of(new Trial(plan, settings)));
  }

  /** Whether it is about the same versions since the same decision. */
  boolean isOf(ModelPlan other) {
    return plan.since() == other.since()
        && plan.champion() == other.champion()
        && plan.challenger().equals(other.challenger());
  }

  boolean isWatch() {
    return plan.watching();
  }

  long challenger() {
    return plan.challenger().orElseThrow();
  }

  /**
   * Takes a report if it is about this trial.
   *
   * @throws IllegalArgumentException if its vectors do not fit together
   */
  void take(String series, AccuracyEvent event) {
    ChallengerAccuracy other = event.getChallenger();
    if (other == null
        || other.getDecided().toEpochMilli() != plan.since()
        || other.getModelVersion() != challenger()
        || event.getModelVersion() != plan.champion()
        || event.getOfEarlierVersions() != 0
        || other.getOfEarlierVersions() != 0) {
      return;
    }
    judge.add(
        series,
        event.getObservations(),
        new Errors(
            Int32Vector.decode(event.getSteps()),
            Int32Vector.decode(event.getForecasts()),
            Float64Vector.decode(event.getAbsoluteErrors())),
        new Errors(
            Int32Vector.decode(other.getSteps()),
            Int32Vector.decode(other.getForecasts()),
            Float64Vector.decode(other.getAbsoluteErrors())));
  }

  /** A record of any series was read, while everything that was there before had been. */
  void observed() {
    observations++;
  }

  /** Why no retraining may begin now; empty if one may. */
  Optional<String> postpones(Cause cause) {
    boolean drift = cause.kind() == RetrainingCause.DRIFT;
    if (!plan.watching()) {
      return drift
          ? Optional.empty()
          : Optional.of(
              "version " + challenger() + " is on trial beside version " + plan.champion());
    }
    Standing standing = judge.weigh();
    if (drift && standing.reports() == 0) {
      return Optional.of(
          "whether it is the new version " + plan.champion() + " or the times is not yet known");
    }
    return standing.reports() > 0 && standing.ratio() < AHEAD
        ? Optional.of("the former champion is ahead: " + words(standing))
        : Optional.empty();
  }

  private String words(Standing standing) {
    return standing.sentence(plan.champion(), challenger());
  }

  /** How it ends, if it does now. */
  Optional<End> end() {
    Standing standing = judge.weigh();
    if (!(plan.watching() ? settings.watch() : settings.live())) {
      return Optional.of(unshown("it was switched off", standing));
    }
    if (standing.verdict() == Verdict.BETTER) {
      return Optional.of(
          new End(
              plan.watching() ? ModelDecision.ROLLED_BACK : ModelDecision.PROMOTED,
              words(standing),
              standing));
    }
    if (standing.verdict() == Verdict.WORSE) {
      return Optional.of(unshown("", standing));
    }
    if (standing.records() >= settings.records()) {
      return Optional.of(
          unshown("not shown to be better within " + settings.records() + " records", standing));
    }
    return observations * plan.share() >= UNCOMPARED * (double) settings.records()
        ? Optional.of(
            unshown(
                String.format(
                    Locale.ROOT, "too few of %d records read were compared", observations),
                standing))
        : Optional.empty();
  }

  private End unshown(String why, Standing standing) {
    return new End(
        plan.watching() ? ModelDecision.KEPT : ModelDecision.REJECTED,
        why.isEmpty() ? words(standing) : why + ": " + words(standing),
        standing);
  }
}
