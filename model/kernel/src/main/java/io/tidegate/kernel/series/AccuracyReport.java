package io.tidegate.kernel.series;

import java.util.List;

/**
 * How good a series' forecasts were since the report before.
 *
 * @param observations accepted observations that it covers
 * @param ofEarlierVersions how many of the scored forecasts, all steps together, another version
 *     had made than the state's
 * @param promised share of actuals that each interval promises to hold, widest interval first
 * @param steps one entry for each step group, ascending
 */
public record AccuracyReport(
    int observations, int ofEarlierVersions, List<Float> promised, List<StepAccuracy> steps) {
  /** Copies the lists. */
  public AccuracyReport {
    promised = List.copyOf(promised);
    steps = List.copyOf(steps);
  }
}
