package io.tidegate.stream.drill;

import io.tidegate.schema.ModelDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What became of bad candidates.
 *
 * @param kept whether each was stopped where it should be
 * @param faults where not, one sentence each
 * @param circumstances what the figures depend on
 * @param trials in their order
 */
public record ChallengerResult(
    boolean kept, List<String> faults, Circumstances circumstances, List<Trial> trials)
    implements DrillResult {
  private static final String FORMAT = "%-26s %-8s %-8s %-12s %8s %8s%n";

  /**
   * One bad candidate before one gate.
   *
   * @param candidate what is bad about it
   * @param gate offline, live, or watch: the first one that is on
   * @param version of the candidate
   * @param expected decision
   * @param decision that was made last
   * @param reason for it
   * @param recordsUntilDecision that the trainer read from its first decision about the candidate
   *     to the last one
   * @param forecastsSpoiled issued under it
   */
  public record Trial(
      String candidate,
      String gate,
      long version,
      ModelDecision expected,
      ModelDecision decision,
      String reason,
      long recordsUntilDecision,
      long forecastsSpoiled) {

    private void complain(List<String> faults) {
      String name = candidate + ", " + gate + ": ";
      if (decision != expected) {
        faults.add(name + "expected " + expected + ", but " + decision + ": " + reason);
      }
      if (expected == ModelDecision.REJECTED && forecastsSpoiled > 0) {
        faults.add(name + "it spoiled " + forecastsSpoiled + " forecasts");
      }
    }
  }

  static ChallengerResult of(Circumstances circumstances, List<Trial> trials) {
    List<String> faults = new ArrayList<>();
    trials.forEach(trial -> trial.complain(faults));
    return new ChallengerResult(faults.isEmpty(), faults, circumstances, List.copyOf(trials));
  }

  /** A table with one row for each candidate and gate, and what follows. */
  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(FORMAT, "candidate", "gate", "version", "decision", "records", "spoiled"));
    for (Trial trial : trials) {
      text.append(
          String.format(
              FORMAT,
              trial.candidate(),
              trial.gate(),
              "v" + trial.version(),
              trial.decision(),
              trial.recordsUntilDecision(),
              trial.forecastsSpoiled()));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%d series (%s, seed %d)%n",
            circumstances.series(),
            circumstances.data(),
            circumstances.seed()));
    return Conclusion.append(text, faults, kept);
  }
}
