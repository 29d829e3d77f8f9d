package io.tidegate.trainer.drift;

import java.util.ArrayDeque;

/**
 * The errors of one series and what is usual for it. The newest reports are held back from what is
 * usual: a change must not become the yardstick by which it is measured. At most {@value #REPORTS}
 * reports and those held back. One thread.
 */
final class SeriesErrors {
  /** So many reports say what is usual. */
  private static final int REPORTS = 128;

  /** Below this nothing is usual yet. */
  private static final int FEWEST = 12;

  /** The newest records that are held back. */
  private static final int HELD_BACK_RECORDS = 500;

  private static final int MOST_HELD_BACK = 64;

  private final int[] steps;
  private final double[] sums;
  private final int[] counts;
  private final ArrayDeque<double[]> usual = new ArrayDeque<>();
  private final ArrayDeque<Entry> newest = new ArrayDeque<>();

  private record Entry(ErrorReport report, double score) {}

  SeriesErrors(ErrorReport first) {
    this.steps = first.steps();
    this.sums = new double[steps.length];
    this.counts = new int[steps.length];
  }

  /** Whether {@code report} can be compared with those before. */
  boolean takes(ErrorReport report) {
    return report.isAt(steps);
  }

  /**
   * Each step's error over its usual one.
   *
   * @return [steps]; NaN where there is none, or nothing is usual yet
   */
  double[] ratios(double[] errors) {
    double[] ratios = new double[errors.length];
    for (int i = 0; i < errors.length; i++) {
      boolean known = counts[i] >= FEWEST && !Double.isNaN(errors[i]);
      double mean = sums[i] / Math.max(1, counts[i]);
      // Nothing but zeros, then a zero again, says nothing; anything else then is infinitely worse.
      ratios[i] = known && (mean > 0 || errors[i] > 0) ? errors[i] / mean : Double.NaN;
    }
    return ratios;
  }

  /**
   * Takes a report.
   *
   * @param score of it; NaN if it had none
   * @return the score of the report that is no longer held back; NaN if there is none
   */
  double add(ErrorReport report, double score) {
    newest.addLast(new Entry(report, score));
    int heldBack =
        Math.min(MOST_HELD_BACK, (HELD_BACK_RECORDS + report.records() - 1) / report.records());
    double released = Double.NaN;
    if (newest.size() > heldBack) {
      Entry oldest = newest.removeFirst();
      released = oldest.score();
      usual.addLast(oldest.report().errors());
      count(usual.getLast(), 1);
      if (usual.size() > REPORTS) {
        count(usual.removeFirst(), -1);
      }
    }
    return released;
  }

  private void count(double[] errors, int sign) {
    for (int i = 0; i < errors.length; i++) {
      if (!Double.isNaN(errors[i])) {
        counts[i] += sign;
        // A running difference would keep the rounding of the largest error it ever saw.
        sums[i] = sign > 0 ? sums[i] + errors[i] : sumWithout(i);
      }
    }
  }

  private double sumWithout(int step) {
    double sum = 0;
    for (double[] errors : usual) {
      sum += Double.isNaN(errors[step]) ? 0 : errors[step];
    }
    return sum;
  }
}
