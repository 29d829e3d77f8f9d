package io.tidegate.stream.http;

import io.tidegate.stream.view.IntervalCoverage;
import io.tidegate.stream.view.StepCoverage;
import java.util.List;

/**
 * How well the intervals of one step held, as the API gives it.
 *
 * @param step ahead
 * @param forecasts how many were scored
 * @param intervals widest first
 */
record CoverageJson(int step, long forecasts, List<IntervalJson> intervals) {

  /** Shares of actuals, from 0 to 1: promised in the long run, and held by those scored. */
  record IntervalJson(double promised, double held) {}

  static List<CoverageJson> of(List<StepCoverage> steps) {
    return steps.stream().map(CoverageJson::of).toList();
  }

  private static CoverageJson of(StepCoverage step) {
    return new CoverageJson(
        step.step(),
        step.forecasts(),
        step.intervals().stream().map(interval -> of(interval, step.forecasts())).toList());
  }

  /** A float32 of 0.9 is to read 0.9, not 0.8999999761581421. */
  private static IntervalJson of(IntervalCoverage interval, long forecasts) {
    double promised = Double.parseDouble(Float.toString(interval.promised()));
    return new IntervalJson(promised, (double) interval.hits() / forecasts);
  }
}
