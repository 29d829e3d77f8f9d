package io.tidegate.stream.audit;

import io.tidegate.stream.topology.Ledger;
import java.util.ArrayList;
import java.util.List;

/**
 * One input partition: what its books say beside what the topics hold, both up to the same offset.
 *
 * @param partition of the observations topic
 * @param records records of the observations topic that were processed
 * @param waiting records that were not processed yet
 * @param ledger the books
 * @param forecasts accepted observations that have a forecast
 * @param deadLetters records that have a dead letter
 * @param forecastsTwice forecasts beyond the first of the same observation
 * @param deadLettersTwice dead letters beyond the first of the same record
 * @param reportsTwice accuracy reports beyond the first of the same observation
 * @param both records that have a forecast and a dead letter
 * @param strays forecasts and dead letters of no record
 * @param strayReports accuracy reports of an observation without a forecast
 */
public record PartitionAudit(
    int partition,
    long records,
    long waiting,
    Ledger ledger,
    long forecasts,
    long deadLetters,
    long forecastsTwice,
    long deadLettersTwice,
    long reportsTwice,
    long both,
    long strays,
    long strayReports) {

  /**
   * Accepted, late, duplicate, known future, feedback, ticks, changes, parked and dead letters
   * together: to equal {@link #records}.
   */
  public long sum() {
    return ledger.accepted()
        + ledger.late()
        + ledger.duplicates()
        + ledger.knownFuture()
        + ledger.feedback()
        + ledger.ticks()
        + ledger.changes()
        + ledger.parked()
        + deadLetters;
  }

  /** What does not add up, one sentence each; empty if everything does. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (forecasts != ledger.accepted()) {
      problems.add(
          ledger.accepted() + " observations were accepted, " + forecasts + " have a forecast");
    }
    if (sum() != records) {
      problems.add(records + " records were processed, " + sum() + " are accounted for");
    }
    complain(problems, forecastsTwice, "forecasts are there twice");
    complain(problems, deadLettersTwice, "dead letters are there twice");
    complain(problems, reportsTwice, "accuracy reports are there twice");
    complain(problems, both, "records have both a forecast and a dead letter");
    complain(problems, strays, "forecasts or dead letters belong to no record of the topic");
    complain(problems, strayReports, "accuracy reports belong to no forecast");
    return problems;
  }

  private static void complain(List<String> problems, long count, String what) {
    if (count > 0) {
      problems.add(count + " " + what);
    }
  }
}
