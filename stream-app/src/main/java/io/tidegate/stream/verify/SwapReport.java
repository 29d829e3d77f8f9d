package io.tidegate.stream.verify;

import java.time.Instant;
import java.util.SortedMap;

/**
 * What one swap to another version did to the forecasts.
 *
 * @param decided time of the decision that it followed
 * @param from version before
 * @param to version after
 * @param units hidden values of each version's layers, before and after
 * @param offsets first input offset under the version after, by partition
 * @param observations that were accepted from there to the next swap, or to the end
 * @param missingForecasts how many of them have no forecast
 * @param coldForecasts how many of their forecasts are cold though those of the replay are not
 * @param scored pairs of a forecast's step and what came, all of origins in the steps after the
 *     swap
 * @param error root mean square error over them, in units of each series' mean absolute change from
 *     one value to the next
 * @param referenceError the same of a replay under the version after from the first record on
 */
public record SwapReport(
    Instant decided,
    long from,
    long to,
    Units units,
    SortedMap<Integer, Long> offsets,
    long observations,
    long missingForecasts,
    long coldForecasts,
    long scored,
    double error,
    double referenceError) {

  /** Hidden values. */
  public record Units(int from, int to) {}

  /** Squared error over that of the reference; not a number where nothing was scored. */
  public double errorRatio() {
    return error * error / (referenceError * referenceError);
  }
}
