package io.tidegate.kernel.series;

import java.util.Arrays;

/**
 * Where the step groups and intervals of a model stand among those of the model before it.
 * Immutable.
 */
final class ShapeChange {
  /** [new groups]: the former group of the same step, or -1. */
  private final int[] groups;

  /** [new intervals]: the former interval of the same level, or -1. */
  private final int[] intervals;

  /**
   * @param before levels below 0.5, ascending
   * @param after the same of the new model
   */
  ShapeChange(StepGroups from, float[] before, StepGroups to, float[] after) {
    groups = new int[to.size()];
    Arrays.setAll(groups, group -> from.indexOf(to.step(group)));
    intervals = new int[after.length];
    Arrays.setAll(intervals, i -> Math.max(-1, Arrays.binarySearch(before, after[i])));
  }

  /** Number of step groups now. */
  int groups() {
    return groups.length;
  }

  /** Number of intervals now. */
  int intervals() {
    return intervals.length;
  }

  /** The former group of the same step, or -1. */
  int formerGroup(int group) {
    return groups[group];
  }

  /** The former interval of the same level, or -1. */
  int formerInterval(int interval) {
    return intervals[interval];
  }

  /** Whether forecasts of the model before had every interval, so that hits can be told. */
  boolean intervalsWereIssued() {
    return Arrays.stream(intervals).allMatch(former -> former >= 0);
  }
}
