package io.tidegate.stream.view;

import java.util.List;

/**
 * One mean absolute error relative to another, over many series of any units.
 *
 * @param series how many have a ratio
 * @param better of how many of them it is below 1
 * @param ratio below 1 is better; geometric mean over series and groups of steps
 * @param groups the same by group of steps, those with any ratio
 */
public record ErrorRatio(int series, int better, double ratio, List<OfGroup> groups) {
  /** Copies. */
  public ErrorRatio {
    groups = List.copyOf(groups);
  }

  /**
   * The ratio of one group of steps.
   *
   * @param group which
   * @param forecasts number of forecasts that it stands on, on the side that has fewer
   * @param ratio below 1 is better
   */
  public record OfGroup(StepGroup group, long forecasts, double ratio) {}
}
