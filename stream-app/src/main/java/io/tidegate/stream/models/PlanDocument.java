package io.tidegate.stream.models;

import io.tidegate.wire.ModelPlan;

/**
 * A plan as JSON. Times are milliseconds since 1970.
 *
 * @param champion the version whose forecasts are issued
 * @param challenger the version that runs beside it without output, or null
 * @param share of the series that the challenger runs on
 * @param watching whether the challenger is the former champion
 * @param pinned whether the champion stays until it is unpinned
 * @param since when the versions at work became as they are; null before the first decision
 * @param decided time of the newest decision; null before the first
 */
public record PlanDocument(
    long champion,
    Long challenger,
    double share,
    boolean watching,
    boolean pinned,
    Long since,
    Long decided) {
  /** Of one plan. */
  public static PlanDocument of(ModelPlan plan) {
    return new PlanDocument(
        plan.champion(),
        plan.challenger().isPresent() ? (Long) plan.challenger().getAsLong() : null,
        plan.share(),
        plan.watching(),
        plan.pinned(),
        time(plan.since()),
        time(plan.decided()));
  }

  private static Long time(long time) {
    return time == ModelPlan.UNDECIDED ? null : (Long) time;
  }
}
