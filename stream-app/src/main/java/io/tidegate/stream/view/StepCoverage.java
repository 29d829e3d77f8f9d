package io.tidegate.stream.view;

import java.util.List;

/**
 * How well the intervals of one step ahead held.
 *
 * @param step ahead, from 1
 * @param forecasts how many were scored; at least 1
 * @param intervals widest first
 */
public record StepCoverage(int step, long forecasts, List<IntervalCoverage> intervals) {
  /** Copies the list. */
  public StepCoverage {
    intervals = List.copyOf(intervals);
  }
}
