package io.tidegate.stream.topology;

import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.wire.ModelPlan;
import java.util.Optional;

/**
 * The forecasters at work on a partition. For one thread, like they.
 *
 * @param plan which versions they are of
 * @param champion makes the forecasts that are issued
 * @param challenger runs beside it on the plan's share of series; empty, too, where the plan names
 *     one whose weights are gone
 */
record Lineup(ModelPlan plan, Forecaster champion, Optional<Forecaster> challenger) {
  /** A champion alone. */
  static Lineup of(Forecaster champion) {
    return new Lineup(ModelPlan.undecided(champion.version()), champion, Optional.empty());
  }

  /** The challenger, if it runs on that series. */
  Optional<Forecaster> challengerOf(String series) {
    return plan.challenges(series) ? challenger : Optional.empty();
  }
}
