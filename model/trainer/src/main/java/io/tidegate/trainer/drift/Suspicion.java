package io.tidegate.trainer.drift;

import java.util.HashSet;
import java.util.Set;

/**
 * What there is to say about the reports since the change, whose beginning is where a cumulative
 * sum of log factors was last at 0. Sums of logarithms per step; one thread.
 */
final class Suspicion {
  private final Set<String> series = new HashSet<>();
  private double cumulative;
  private int[] steps = {};
  private double[] sums = {};
  private int[] counts = {};
  private double scores;
  private int reports;
  private long records;

  void add(ErrorReport report, double[] ratios, double score, double logFactor) {
    cumulative += logFactor;
    if (!(cumulative > 0) || sums.length != ratios.length) {
      restart(report);
    }
    cumulative = Math.max(0, cumulative);
    series.add(report.series());
    scores += score;
    reports++;
    records += report.records();
    for (int i = 0; i < ratios.length; i++) {
      if (!Double.isNaN(ratios[i])) {
        sums[i] += DriftDetector.bounded(ratios[i]);
        counts[i]++;
      }
    }
  }

  private void restart(ErrorReport report) {
    series.clear();
    steps = report.steps();
    sums = new double[steps.length];
    counts = new int[steps.length];
    scores = 0;
    reports = 0;
    records = 0;
  }

  Drift drift(long version, double evidence, double threshold) {
    int first = 0;
    int last = steps.length - 1;
    while (first < last && counts[first] == 0) {
      first++;
    }
    while (last > first && counts[last] == 0) {
      last--;
    }
    return new Drift(
        version,
        Math.exp(scores / reports),
        steps[first],
        mean(first),
        steps[last],
        mean(last),
        reports,
        records,
        series.size(),
        evidence,
        threshold);
  }

  private double mean(int step) {
    return Math.exp(sums[step] / Math.max(1, counts[step]));
  }
}
