package io.tidegate.stream.verify;

import java.util.List;
import java.util.Locale;

/**
 * What another version would have said. Errors are in units of each series' mean absolute change
 * from one value to the next (as in MASE: Hyndman and Koehler, 2006), so that series of any size
 * count alike; their mean is over all matured forecasts.
 *
 * @param version the other version
 * @param steps at each step ahead
 * @param series how many series are in the figures
 * @param constant how many more have forecasts but never change, and so no unit
 * @param unmatched replayed forecasts for which no recorded one is there
 * @param notes what could not be replayed as it was, one sentence each
 */
public record WhatIfReport(
    long version,
    List<StepErrors> steps,
    long series,
    long constant,
    long unmatched,
    List<String> notes) {
  private static final String ROW = "%-6s %10s  %9s %9s %8s  %9s %9s %8s  %8s %8s%n";

  /** Whether there is anything to judge by. */
  public boolean judges() {
    return steps.stream().anyMatch(step -> step.forecasts() > 0);
  }

  /** A table with one row for each step ahead, and what is to be known about it. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(ROW, "", "matured", "MAE", "MAE", "", "RMSE", "RMSE", "", "held", "held"));
    text.append(
        String.format(
            ROW,
            "step",
            "forecasts",
            "recorded",
            "v" + version,
            "ratio",
            "recorded",
            "v" + version,
            "ratio",
            "recorded",
            "v" + version));
    steps.forEach(step -> text.append(row(step)));
    text.append(
        String.format(
            Locale.ROOT,
            "%d series; errors in units of each series' mean absolute change from one value to the"
                + " next; held: actuals within the widest interval%n",
            series));
    if (constant > 0) {
      text.append(String.format("%d more series never change and are left out%n", constant));
    }
    if (unmatched > 0) {
      text.append(String.format("%d forecasts have no recorded one beside them%n", unmatched));
    }
    notes.forEach(note -> text.append(note).append(System.lineSeparator()));
    return text.toString();
  }

  private static String row(StepErrors step) {
    if (step.forecasts() == 0) {
      return String.format(ROW, step.step(), 0, "-", "-", "-", "-", "-", "-", "-", "-");
    }
    ErrorFigures there = step.recorded();
    ErrorFigures here = step.replayed();
    return String.format(
        ROW,
        step.step(),
        step.forecasts(),
        number(there.meanAbsolute()),
        number(here.meanAbsolute()),
        number(here.meanAbsolute() / there.meanAbsolute()),
        number(there.rootMeanSquare()),
        number(here.rootMeanSquare()),
        number(here.rootMeanSquare() / there.rootMeanSquare()),
        percent(there.held()),
        percent(here.held()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
