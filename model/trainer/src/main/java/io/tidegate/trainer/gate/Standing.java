package io.tidegate.trainer.gate;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How things stand between champion and challenger.
 *
 * @param rounds bets made
 * @param series that are compared
 * @param reports of them
 * @param records that these cover
 * @param ratio the challenger's errors over the champion's, a mean over the reports
 * @param better evidence that the challenger is better
 * @param worse evidence that it is worse
 * @param bound evidence from which on there is a verdict
 */
public record Standing(
    int rounds,
    int series,
    int reports,
    long records,
    double ratio,
    double better,
    double worse,
    double bound) {

  /** Verdicts. */
  public enum Verdict {
    /** The challenger is better. */
    BETTER,
    /** It is worse. */
    WORSE,
    /** Neither is shown. */
    OPEN
  }

  /** The verdict. */
  public Verdict verdict() {
    if (better >= bound && better >= worse) {
      return Verdict.BETTER;
    }
    return worse >= bound ? Verdict.WORSE : Verdict.OPEN;
  }

  /** All that in words, beginning with the challenger's errors. */
  public String sentence(long champion, long challenger) {
    return String.format(
        Locale.ROOT,
        "errors of version %d are %.1f %% %s than version %d's in %d reports on %d records of %d"
            + " series; evidence that it is better %.3g, worse %.3g in %d rounds, needed %.3g",
        challenger,
        Math.abs(ratio - 1) * 100,
        ratio > 1 ? "larger" : "smaller",
        champion,
        reports,
        records,
        series,
        better,
        worse,
        rounds,
        bound);
  }

  /** The same by name, for a decision. */
  public Map<String, Double> figures() {
    Map<String, Double> figures = new TreeMap<>();
    figures.put("rounds", (double) rounds);
    figures.put("series", (double) series);
    figures.put("reports", (double) reports);
    figures.put("records", (double) records);
    figures.put("errorRatio", ratio);
    figures.put("evidenceBetter", better);
    figures.put("evidenceWorse", worse);
    figures.put("evidenceNeeded", bound);
    return figures;
  }
}
