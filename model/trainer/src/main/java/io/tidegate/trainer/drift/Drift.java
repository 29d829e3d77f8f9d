package io.tidegate.trainer.drift;

import java.util.Locale;

/**
 * The model in use got worse; how that shows.
 *
 * @param version in use
 * @param ratio geometric mean of the errors over each series' usual ones, since the change
 * @param firstStep the nearest step ahead
 * @param firstRatio the same at that step alone
 * @param lastStep the farthest step ahead
 * @param lastRatio the same at that one
 * @param reports since the change, as far as the test can tell when that was
 * @param records that they cover
 * @param series that they are of
 * @param evidence the detector's value
 * @param threshold that it passed
 */
public record Drift(
    long version,
    double ratio,
    int firstStep,
    double firstRatio,
    int lastStep,
    double lastRatio,
    int reports,
    long records,
    int series,
    double evidence,
    double threshold) {

  /** All that as one sentence. */
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "errors of version %d are %.2f times each series' usual ones (%.2f at step %d, %.2f at step"
            + " %d) in %d reports on %d records of %d series; evidence %.3g passes %.3g, the records"
            + " from one false alarm to the next",
        version,
        ratio,
        firstRatio,
        firstStep,
        lastRatio,
        lastStep,
        reports,
        records,
        series,
        evidence,
        threshold);
  }
}
