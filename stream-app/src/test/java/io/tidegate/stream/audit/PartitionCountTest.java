package io.tidegate.stream.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.model.Size;
import io.tidegate.stream.topology.Ledger;
import io.tidegate.wire.ModelPlan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartitionCountTest {
  /** Offsets 0 to 5 entered: three accepted, a late one, a duplicate, a parked one. */
  private static final Ledger BOOKS = books(6, 3, 1, 1, 0, 1);

  private final PartitionCount count = new PartitionCount(0, BOOKS, 8);

  private static Ledger books(
      long next, long accepted, long late, long duplicates, long knownFuture, long parked) {
    return new Ledger(
        Optional.of(ModelPlan.INITIAL),
        0,
        next,
        accepted,
        late,
        duplicates,
        knownFuture,
        0,
        0,
        0,
        parked,
        0,
        1,
        0,
        -1,
        Size.STANDARD,
        Ledger.Lookout.NOTHING);
  }

  private void recordsTo(int end) {
    for (int offset = 0; offset < end; offset++) {
      count.record(offset);
    }
  }

  private void forecastsOf(long... offsets) {
    for (long offset : offsets) {
      count.forecast(offset);
    }
  }

  @Test
  void everyRecordIsAccountedFor() {
    recordsTo(8);
    forecastsOf(0, 1, 2);
    count.deadLetter(6);
    count.deadLetter(7);
    PartitionAudit audit = count.result();
    assertThat(audit.problems()).isEmpty();
    assertThat(audit.sum()).isEqualTo(8);
    assertThat(new AuditReport(List.of(audit), List.of()).text()).contains("adds up");
  }

  @Test
  void whatAnnouncedCovariatesIsAccountedForByItsCountAndHasNoForecast() {
    PartitionCount announced = new PartitionCount(0, books(5, 2, 0, 0, 3, 0), 5);
    for (int offset = 0; offset < 5; offset++) {
      announced.record(offset);
    }
    announced.forecast(3);
    announced.forecast(4);
    PartitionAudit audit = announced.result();
    assertThat(audit.problems()).isEmpty();
    assertThat(audit.sum()).isEqualTo(5);
    assertThat(new AuditReport(List.of(audit), List.of()).text()).contains("known future");
  }

  @Test
  void feedbackTicksAndChangesOfSeriesAreAccountedForByTheirCounts() {
    Ledger books =
        new Ledger(
            Optional.of(ModelPlan.INITIAL),
            0,
            5,
            0,
            0,
            0,
            0,
            2,
            2,
            1,
            0,
            0,
            1,
            0,
            -1,
            Size.STANDARD,
            Ledger.Lookout.NOTHING);
    PartitionCount said = new PartitionCount(0, books, 5);
    for (int offset = 0; offset < 5; offset++) {
      said.record(offset);
    }
    assertThat(said.result().problems()).isEmpty();
    assertThat(said.result().sum()).isEqualTo(5);
    assertThat(new AuditReport(List.of(said.result()), List.of()).text())
        .contains("feedback", "ticks", "changes");
  }

  @Test
  void whatCameAfterTheCommittedOffsetIsLeftForNextTime() {
    recordsTo(10);
    forecastsOf(0, 1, 2, 8);
    count.deadLetter(6);
    count.deadLetter(7);
    count.deadLetter(9);
    PartitionAudit audit = count.result();
    assertThat(audit.problems()).isEmpty();
    assertThat(audit.waiting()).isEqualTo(2);
  }

  @Test
  void aMissingForecastShows() {
    recordsTo(8);
    forecastsOf(0, 1);
    count.deadLetter(6);
    count.deadLetter(7);
    assertThat(count.result().problems())
        .containsExactly("3 observations were accepted, 2 have a forecast");
  }

  @Test
  void aSecondForecastOfAnObservationShows() {
    recordsTo(8);
    forecastsOf(0, 1, 2, 2);
    count.deadLetter(6);
    count.deadLetter(7);
    assertThat(count.result().problems()).containsExactly("1 forecasts are there twice");
  }

  @Test
  void aRecordThatNobodyTookShows() {
    recordsTo(8);
    forecastsOf(0, 1, 2);
    count.deadLetter(7);
    assertThat(count.result().problems())
        .containsExactly("8 records were processed, 7 are accounted for");
  }

  @Test
  void aForecastOfARefusedRecordAndOfNoRecordShow() {
    recordsTo(7);
    forecastsOf(0, 1, 6, 7);
    count.deadLetter(6);
    assertThat(count.result().problems())
        .contains(
            "1 records have both a forecast and a dead letter",
            "1 forecasts or dead letters belong to no record of the topic");
  }

  @Test
  void offsetsThatHoldNoRecordDoNotCount() {
    count.record(0);
    for (int offset = 2; offset < 8; offset++) {
      count.record(offset);
    }
    forecastsOf(0, 2, 3);
    count.deadLetter(7);
    assertThat(count.result().problems()).isEmpty();
  }

  @Test
  void aSecondAccuracyReportOfAnObservationAndOneWithoutAForecastShow() {
    recordsTo(8);
    forecastsOf(0, 1, 2);
    count.deadLetter(6);
    count.deadLetter(7);
    count.report(1);
    assertThat(count.result().problems()).isEmpty();
    count.report(1);
    count.report(6);
    count.report(9);
    assertThat(count.result().problems())
        .containsExactly(
            "1 accuracy reports are there twice", "1 accuracy reports belong to no forecast");
  }

  @Test
  void aTopicThatLostItsBeginningProvesNothing() {
    AuditReport report = new AuditReport(List.of(), List.of("tidegate.forecasts"));
    assertThat(report.addsUp()).isFalse();
    assertThat(report.text()).contains("tidegate.forecasts has lost its beginning");
  }
}
