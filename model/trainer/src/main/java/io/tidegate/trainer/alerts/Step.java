package io.tidegate.trainer.alerts;

/** Steps of simulated series. */
public enum Step {
  /** A value an hour, 168 a week. */
  HOURLY("hourly", 24, 20),

  /** A value every five minutes, 2,016 a week. */
  FIVE_MINUTES("five-minutes", 288, 4);

  private static final long DAY = 86_400_000;

  private final String word;
  private final int rowsPerDay;
  private final int weeks;

  Step(String word, int rowsPerDay, int weeks) {
    this.word = word;
    this.rowsPerDay = rowsPerDay;
    this.weeks = weeks;
  }

  /** The word of command lines and tables. */
  public String word() {
    return word;
  }

  /** Weeks that are counted in if nothing else is said. */
  public int usualWeeks() {
    return weeks;
  }

  int rowsPerDay() {
    return rowsPerDay;
  }

  int rowsPerWeek() {
    return 7 * rowsPerDay;
  }

  long millis() {
    return DAY / rowsPerDay;
  }
}
