package io.tidegate.stream.view;

import java.util.EnumMap;
import java.util.Map;

/** Weighted sums by {@link StepGroup}; usually absolute errors of one series. Not thread-safe. */
final class GroupSums {
  private final Map<StepGroup, Sum> sums = new EnumMap<>(StepGroup.class);

  private static final class Sum {
    private long weight;
    private double sum;
  }

  /** Adds {@code count} forecasts of one step, their absolute errors summed. */
  void add(int step, int count, double sum) {
    add(StepGroup.of(step), count, sum);
  }

  /** Adds to one group. */
  void add(StepGroup group, long weight, double sum) {
    Sum one = sums.computeIfAbsent(group, g -> new Sum());
    one.weight += weight;
    one.sum += sum;
  }

  void add(GroupSums other) {
    other.sums.forEach((group, sum) -> add(group, sum.weight, sum.sum));
  }

  /** Number of forecasts. */
  long weight(StepGroup group) {
    Sum one = sums.get(group);
    return one == null ? 0 : one.weight;
  }

  /** Mean over the forecasts; NaN where there are none. */
  double mean(StepGroup group) {
    Sum one = sums.get(group);
    return one == null ? Double.NaN : one.sum / one.weight;
  }

  /** Number of forecasts in all groups. */
  long weight() {
    return sums.values().stream().mapToLong(one -> one.weight).sum();
  }

  /** Mean over the forecasts of all groups; NaN where there are none. */
  double mean() {
    return sums.values().stream().mapToDouble(one -> one.sum).sum() / weight();
  }
}
