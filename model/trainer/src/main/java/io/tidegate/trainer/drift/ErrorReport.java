package io.tidegate.trainer.drift;

import java.util.Arrays;

/** How large one series' errors were over a run of its records. Immutable. */
public final class ErrorReport {
  private final String series;
  private final long version;
  private final int records;
  private final int[] steps;
  private final double[] errors;

  /**
   * Checks and copies.
   *
   * @param series its key
   * @param version of the model in use at the end of the run
   * @param records how many accepted observations the run has, at least 1
   * @param steps the steps ahead, ascending
   * @param errors mean absolute error at each of them, in the series' own unit; NaN where no
   *     forecast matured
   * @throws IllegalArgumentException naming what is wrong
   */
  public ErrorReport(String series, long version, int records, int[] steps, double[] errors) {
    if (records < 1) {
      throw new IllegalArgumentException("a report covers at least one record, not " + records);
    }
    if (steps.length != errors.length) {
      throw new IllegalArgumentException(
          steps.length + " steps, but errors at " + errors.length + " of them");
    }
    for (double error : errors) {
      if (error < 0 || Double.isInfinite(error)) {
        throw new IllegalArgumentException("a mean absolute error of " + error);
      }
    }
    this.series = series;
    this.version = version;
    this.records = records;
    this.steps = steps.clone();
    this.errors = errors.clone();
  }

  /** Its key. */
  public String series() {
    return series;
  }

  /** The version of the model in use at the end of the run. */
  public long version() {
    return version;
  }

  /** How many accepted observations the run has. */
  public int records() {
    return records;
  }

  /** The steps ahead, ascending; a copy. */
  public int[] steps() {
    return steps.clone();
  }

  /** Mean absolute error at each step; a copy. */
  public double[] errors() {
    return errors.clone();
  }

  boolean isAt(int[] others) {
    return Arrays.equals(steps, others);
  }
}
