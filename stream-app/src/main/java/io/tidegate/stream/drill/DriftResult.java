package io.tidegate.stream.drill;

import io.tidegate.schema.ModelDecision;
import io.tidegate.stream.verify.ErrorFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What became of planted changes.
 *
 * @param kept whether both promises were kept
 * @param faults where not, one sentence each
 * @param circumstances what the figures depend on; records and series of one run
 * @param runs one for each seed
 * @param steadyRecords streamed without a change
 * @param falseRetrainings on drift in them
 */
public record DriftResult(
    boolean kept,
    List<String> faults,
    Circumstances circumstances,
    List<Run> runs,
    long steadyRecords,
    int falseRetrainings)
    implements DrillResult {
  /** Records within which a change is to be detected, in nine of ten runs. */
  public static final int MOST_RECORDS = 500;

  private static final int RECORDS_OF_A_FALSE_ONE = 100_000;
  private static final String FORMAT = "%-5s %9s %9s %9s %-9s %7s %8s %8s %8s%n";

  /**
   * One planted change. Records are counted from it; null where something did not happen.
   *
   * @param seed of series and trainer
   * @param detected records that the trainer had read when it began to retrain
   * @param trained records that had been streamed when it decided
   * @param promoted records before the first forecast of the new version
   * @param decision the last one
   * @param reason for it
   * @param early retrainings on drift before the change
   * @param before errors at one step in the days before the change
   * @param during the same from the change to the new version
   * @param after the same under the new version
   */
  public record Run(
      long seed,
      Long detected,
      Long trained,
      Long promoted,
      ModelDecision decision,
      String reason,
      int early,
      ErrorFigures before,
      ErrorFigures during,
      ErrorFigures after) {
    boolean isInTime() {
      return detected != null && detected <= MOST_RECORDS && early == 0;
    }
  }

  static DriftResult of(
      Circumstances circumstances, List<Run> runs, long steadyRecords, int falseRetrainings) {
    List<String> faults = new ArrayList<>();
    long inTime = runs.stream().filter(Run::isInTime).count();
    if (10 * inTime < 9L * runs.size()) {
      faults.add(
          String.format(
              "detected within %d records, and not before, in %d of %d runs: nine of ten are"
                  + " promised",
              MOST_RECORDS, inTime, runs.size()));
    }
    long most = Math.max(1, steadyRecords / RECORDS_OF_A_FALSE_ONE);
    if (falseRetrainings > most) {
      faults.add(
          String.format(
              Locale.ROOT,
              "%d retrainings in %,d records without a change: 1 in %,d is promised",
              falseRetrainings,
              steadyRecords,
              RECORDS_OF_A_FALSE_ONE));
    }
    return new DriftResult(
        faults.isEmpty(),
        faults,
        circumstances,
        List.copyOf(runs),
        steadyRecords,
        falseRetrainings);
  }

  /** A table with one row for each change, and what follows. */
  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            FORMAT,
            "seed",
            "detected",
            "trained",
            "promoted",
            "decision",
            "early",
            "before",
            "during",
            "after"));
    for (Run run : runs) {
      text.append(
          String.format(
              FORMAT,
              run.seed(),
              orDash(run.detected()),
              orDash(run.trained()),
              orDash(run.promoted()),
              orDash(run.decision()),
              run.early(),
              error(run.before()),
              error(run.during()),
              error(run.after())));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%d series, %,d records each run; without a change: %d retrainings on drift in %,d"
                + " records%n",
            circumstances.series(),
            circumstances.records(),
            falseRetrainings,
            steadyRecords));
    return Conclusion.append(text, faults, kept);
  }

  private static Object orDash(Object value) {
    return value == null ? "-" : value;
  }

  private static String error(ErrorFigures figures) {
    return figures == null ? "-" : String.format(Locale.ROOT, "%.3f", figures.rootMeanSquare());
  }
}
