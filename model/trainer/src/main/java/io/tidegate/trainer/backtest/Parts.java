package io.tidegate.trainer.backtest;

import java.util.Locale;

/**
 * How the rows are split in time.
 *
 * @param training rows that standardise; the first retraining comes right after them
 * @param validation rows that are lived through and not scored
 * @param online rows whose forecasts are scored
 */
public record Parts(int training, int validation, int online) {
  private static final double TRAINING = .2;
  private static final double VALIDATION = .05;
  private static final int LEAST_TRAINING = 16;

  /**
   * Splits a data set: 20 % for training, 5 % for validation, the rest online, where nothing else
   * is said.
   *
   * @param training rows, or null
   * @param validation rows, or null
   * @param online rows, or null
   * @param longest horizon that must fit into the online part
   * @throws UnusableDataException if the data set has too few rows
   */
  public static Parts of(
      DataSet data, Integer training, Integer validation, Integer online, int longest) {
    int first = training == null ? (int) (TRAINING * data.rows()) : training;
    int second = validation == null ? (int) (VALIDATION * data.rows()) : validation;
    int third = online == null ? Math.max(0, data.rows() - first - second) : online;
    if (first < LEAST_TRAINING || second < 0 || third <= longest) {
      throw new UnusableDataException(
          String.format(
              Locale.ROOT,
              "%s: too few rows: %d training, %d validation, %d online of %d; expected at least"
                  + " %d training rows and more than %d online, the longest horizon",
              data.name(),
              first,
              second,
              third,
              data.rows(),
              LEAST_TRAINING,
              longest));
    }
    if ((long) first + second + third > data.rows()) {
      throw new UnusableDataException(
          String.format(
              Locale.ROOT,
              "%s: too few rows: expected %d (%d training + %d validation + %d online), found %d",
              data.name(),
              (long) first + second + third,
              first,
              second,
              third,
              data.rows()));
    }
    return new Parts(first, second, third);
  }

  /** First row whose forecast is scored. */
  int firstScored() {
    return training + validation;
  }

  /** The row in the middle of the online part. */
  public int middleOfOnline() {
    return firstScored() + online / 2;
  }

  /** Row after the last. */
  public int end() {
    return training + validation + online;
  }
}
