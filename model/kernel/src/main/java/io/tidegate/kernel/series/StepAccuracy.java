package io.tidegate.kernel.series;

import java.util.List;

/**
 * Sums over the forecasts of one step ahead that were scored. Errors are actual less forecast in
 * the series' unit.
 *
 * @param step ahead, from 1
 * @param forecasts how many were scored
 * @param absoluteErrors sum of absolute errors
 * @param squaredErrors sum of squared errors
 * @param hits for each interval, widest first: actuals within the interval as it was issued
 */
public record StepAccuracy(
    int step, int forecasts, double absoluteErrors, double squaredErrors, List<Integer> hits) {
  /** Copies the list. */
  public StepAccuracy {
    hits = List.copyOf(hits);
  }
}
