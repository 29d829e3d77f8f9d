package io.tidegate.trainer.gate;

import java.util.Arrays;

/** Sums of one version's errors on one series over a run of its records. Immutable. */
public final class Errors {
  private final int[] steps;
  private final int[] forecasts;
  private final double[] sums;

  /**
   * Checks and copies.
   *
   * @param steps the steps ahead, ascending
   * @param forecasts number of forecasts scored at each of them
   * @param sums of their absolute errors, in the series' own unit; not finite where weights that
   *     diverged made the forecasts
   * @throws IllegalArgumentException naming what is wrong
   */
  public Errors(int[] steps, int[] forecasts, double[] sums) {
    if (forecasts.length != steps.length || sums.length != steps.length) {
      throw new IllegalArgumentException(
          steps.length
              + " steps, but "
              + forecasts.length
              + " counts of forecasts and "
              + sums.length
              + " sums of errors");
    }
    for (double sum : sums) {
      if (sum < 0) {
        throw new IllegalArgumentException("a sum of absolute errors of " + sum);
      }
    }
    this.steps = steps.clone();
    this.forecasts = forecasts.clone();
    this.sums = sums.clone();
  }

  /**
   * By how much {@code challenger} is better: the mean, over the steps at which both have scored
   * the same number of forecasts, of (this - challenger) / (this + challenger). Antisymmetric; half
   * the logarithm of the ratio of both as long as that is small.
   *
   * @return from -1 to 1; NaN where nothing can be compared
   */
  public double advantageOf(Errors challenger) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < steps.length; i++) {
      int at = Arrays.binarySearch(challenger.steps, steps[i]);
      if (at >= 0 && forecasts[i] > 0 && forecasts[i] == challenger.forecasts[at]) {
        sum += advantage(sums[i], challenger.sums[at]);
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** A sum that is not finite is larger than any that is. */
  private static double advantage(double champion, double challenger) {
    if (Double.isFinite(champion) && Double.isFinite(challenger)) {
      double both = champion + challenger;
      return both == 0 ? 0 : (champion - challenger) / both;
    }
    return (Double.isFinite(champion) ? 0 : 1) - (Double.isFinite(challenger) ? 0 : 1);
  }
}
