package io.tidegate.trainer.alerts;

import java.util.Arrays;

/** The alarms of the series of one kind and step. Immutable. */
public final class FalseAlarmCount {
  private static final double NORMAL_95 = 1.96;
  private static final double THOUSAND = 1_000;

  private final NormalKind kind;
  private final Step step;
  private final int burnInRows;
  private final int countedRows;
  private final int[] before;
  private final int[] after;
  private final double[] ladder;

  FalseAlarmCount(
      NormalKind kind,
      Step step,
      int burnInRows,
      int countedRows,
      int[] before,
      int[] after,
      double[] ladder) {
    this.kind = kind;
    this.step = step;
    this.burnInRows = burnInRows;
    this.countedRows = countedRows;
    this.before = before.clone();
    this.after = after.clone();
    this.ladder = ladder.clone();
  }

  /** Of the series. */
  public NormalKind kind() {
    return kind;
  }

  /** Of the series. */
  public Step step() {
    return step;
  }

  /** How many there were. */
  public int series() {
    return after.length;
  }

  /** Records of each in which rates are not yet its own. */
  public int burnInRows() {
    return burnInRows;
  }

  /** Records of each after that. */
  public int countedRows() {
    return countedRows;
  }

  /** Mean alarms per series and week after the burn-in. */
  public double perWeek() {
    return mean(after) / weeks(countedRows);
  }

  /** Half the width of the 95 % interval of {@link #perWeek}, by the scatter over series. */
  public double margin() {
    double mean = mean(after);
    double squares = Arrays.stream(after).mapToDouble(each -> (each - mean) * (each - mean)).sum();
    double error = Math.sqrt(squares / (series() - 1) / series());
    return NORMAL_95 * error / weeks(countedRows);
  }

  /** Alarms in 1,000 records after the burn-in. */
  public double perThousand() {
    return THOUSAND * mean(after) / countedRows;
  }

  /** Mean alarms per series and week in the burn-in. */
  public double perWeekBefore() {
    return mean(before) / weeks(burnInRows);
  }

  /** Alerts in 1,000 records at each level of the score, as the series counted at the end. */
  double[] ladder() {
    return ladder.clone();
  }

  private double weeks(int rows) {
    return rows / (double) step.rowsPerWeek();
  }

  private static double mean(int[] counts) {
    return Arrays.stream(counts).average().orElse(0);
  }
}
