package io.tidegate.trainer.drift;

/**
 * Steers the test.
 *
 * @param falseAlarms expected in {@value #RECORDS} records without drift
 * @param tolerance by which fraction errors may grow without being worth a retraining
 * @param series most series that are watched, chosen by a hash of seed and key
 * @param seed of that choice
 */
public record DriftSettings(double falseAlarms, double tolerance, int series, long seed) {
  /** The number of records that {@link #falseAlarms} is about. */
  public static final int RECORDS = 100_000;

  /** Evidence at which the alarm is raised: the records from one false alarm to the next. */
  double threshold() {
    return RECORDS / falseAlarms;
  }
}
