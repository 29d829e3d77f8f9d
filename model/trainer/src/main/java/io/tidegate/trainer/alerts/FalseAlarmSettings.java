package io.tidegate.trainer.alerts;

import io.tidegate.kernel.model.Size;
import java.util.List;
import java.util.Set;

/**
 * What is simulated.
 *
 * @param kinds of series
 * @param steps that each kind is simulated with
 * @param series of each kind and step
 * @param perWeek false alarms that are accepted per series and week
 * @param weeks that alarms are counted in after the burn-in; 0: {@link Step#usualWeeks}
 * @param forecast steps whose alerts hear what the shipped model forecast, as in production
 * @param size of what is kept for a series
 * @param seed of every random choice
 */
public record FalseAlarmSettings(
    List<NormalKind> kinds,
    List<Step> steps,
    int series,
    double perWeek,
    int weeks,
    Set<Step> forecast,
    Size size,
    long seed) {
  /** Accepted alarms that go by before any is counted: until then rates are not the series' own. */
  public static final int BURN_IN_ALARMS = 20;

  private static final int MOST_SERIES = 100_000;
  private static final int MOST_WEEKS = 1_000;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException that says what was expected
   */
  public FalseAlarmSettings {
    kinds = List.copyOf(kinds);
    steps = List.copyOf(steps);
    forecast = Set.copyOf(forecast);
    require(series >= 2 && series <= MOST_SERIES, "2 to 100000 series", series);
    require(perWeek >= 0.1 && perWeek <= 10, ".1 to 10 false alarms a week", perWeek);
    require(weeks >= 0 && weeks <= MOST_WEEKS, "1 to 1000 weeks", weeks);
  }

  private static void require(boolean right, String expected, double found) {
    if (!right) {
      throw new IllegalArgumentException("expected " + expected + ", found " + found);
    }
  }

  int burnInRows(Step step) {
    return (int) Math.ceil(BURN_IN_ALARMS / perWeek * step.rowsPerWeek());
  }

  int countedWeeks(Step step) {
    return weeks == 0 ? step.usualWeeks() : weeks;
  }

  int rows(Step step) {
    return burnInRows(step) + countedWeeks(step) * step.rowsPerWeek();
  }

  /** Rows of all series together. */
  public long allRows() {
    return steps.stream().mapToLong(step -> (long) rows(step) * series * kinds.size()).sum();
  }
}
