package io.tidegate.stream.view;

import java.util.Arrays;
import java.util.Optional;

/**
 * Adds up ratios of mean absolute errors, series by series, as logarithms weighted by the number of
 * forecasts: a geometric mean, as in {@link OverallWindow}. A series that stood still has no ratio;
 * one beyond 100 to 1 counts as 100 to 1, and so does an error that is not finite. Not thread-safe.
 */
final class RatioSum {
  private static final double BOUND = Math.log(100);

  private final GroupSums logs = new GroupSums();
  private int series;
  private int better;

  /** Adds one series: {@code over} divided by {@code under}. */
  void add(GroupSums over, GroupSums under) {
    GroupSums own = new GroupSums();
    for (StepGroup group : StepGroup.values()) {
      long count = Math.min(over.weight(group), under.weight(group));
      double log = count == 0 ? Double.NaN : boundedLog(over.mean(group), under.mean(group));
      if (!Double.isNaN(log)) {
        own.add(group, count, count * log);
      }
    }
    if (own.weight() > 0) {
      logs.add(own);
      series++;
      better += own.mean() < 0 ? 1 : 0;
    }
  }

  /** NaN where there is no ratio: where both stood still, or neither is finite. */
  private static double boundedLog(double over, double under) {
    if (!Double.isFinite(over) || !Double.isFinite(under)) {
      return Double.isFinite(under) ? BOUND : Double.isFinite(over) ? -BOUND : Double.NaN;
    }
    return Math.max(-BOUND, Math.min(BOUND, Math.log(over / under)));
  }

  /** What came of it; empty if no series had a ratio. */
  Optional<ErrorRatio> ratio() {
    if (series == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new ErrorRatio(
            series,
            better,
            Math.exp(logs.mean()),
            Arrays.stream(StepGroup.values())
                .filter(group -> logs.weight(group) > 0)
                .map(
                    group ->
                        new ErrorRatio.OfGroup(
                            group, logs.weight(group), Math.exp(logs.mean(group))))
                .toList()));
  }
}
