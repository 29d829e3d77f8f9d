package io.tidegate.stream.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts of the newest reports, in two halves: when the newer one is full it becomes the older one,
 * so that between half a window and a whole one is always counted, in a few numbers. Not
 * thread-safe.
 */
final class RecentCoverage {
  private final int half;
  private int[] steps = {};
  private float[] promised = {};
  private Half older = new Half(0, 0);
  private Half newer = new Half(0, 0);

  /**
   * @param window most forecasts of a step that are counted, but for the last report
   */
  RecentCoverage(int window) {
    half = window / 2;
  }

  /** Counts of [steps] and [steps][intervals]. */
  private static final class Half {
    private final long[] forecasts;
    private final long[][] hits;

    Half(int steps, int intervals) {
      forecasts = new long[steps];
      hits = new long[steps][intervals];
    }
  }

  /** Adds a report; one of other steps or intervals than the last begins anew. */
  void add(CoverageReport report) {
    if (!Arrays.equals(steps, report.steps()) || !Arrays.equals(promised, report.promised())) {
      steps = report.steps();
      promised = report.promised();
      clear();
    } else if (Arrays.stream(newer.forecasts).anyMatch(count -> count >= half)) {
      older = newer;
      newer = new Half(steps.length, promised.length);
    }
    for (int at = 0; at < steps.length; at++) {
      newer.forecasts[at] += report.forecasts(at);
      for (int i = 0; i < promised.length; i++) {
        newer.hits[at][i] += report.hits(at, i);
      }
    }
  }

  /** Forgets every report. */
  void clear() {
    older = new Half(steps.length, promised.length);
    newer = new Half(steps.length, promised.length);
  }

  /** Share of actuals that the widest interval held, all steps together; NaN if none was scored. */
  double widest() {
    long scored = 0;
    long hits = 0;
    for (int at = 0; promised.length > 0 && at < steps.length; at++) {
      scored += older.forecasts[at] + newer.forecasts[at];
      hits += older.hits[at][0] + newer.hits[at][0];
    }
    return scored > 0 ? (double) hits / scored : Double.NaN;
  }

  /** What was held, for each step at which anything was scored, ascending. */
  List<StepCoverage> steps() {
    List<StepCoverage> found = new ArrayList<>(steps.length);
    for (int at = 0; at < steps.length; at++) {
      long scored = older.forecasts[at] + newer.forecasts[at];
      List<IntervalCoverage> intervals = new ArrayList<>(promised.length);
      for (int i = 0; i < promised.length; i++) {
        intervals.add(new IntervalCoverage(promised[i], older.hits[at][i] + newer.hits[at][i]));
      }
      if (scored > 0) {
        found.add(new StepCoverage(steps[at], scored, intervals));
      }
    }
    return found;
  }
}
