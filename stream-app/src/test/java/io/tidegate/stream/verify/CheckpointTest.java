package io.tidegate.stream.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.stream.models.TestModels;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final int EVERY = 32;

  @TempDir Path directory;
  private RecordedRun run;

  @BeforeEach
  void begin() {
    run = new RecordedRun(directory, Map.of("tidegate.checkpoint.every", "" + EVERY));
  }

  @AfterEach
  void close() {
    run.close();
  }

  private String observations() {
    return run.settings.topics().observations();
  }

  private long end() {
    return run.log.end(observations(), 0);
  }

  private static PartitionVerdict only(VerifyReport report) {
    assertThat(report.partitions()).hasSize(1);
    return report.partitions().get(0);
  }

  private long recordedFrom(long offset) {
    return run.recorded().stream().filter(event -> event.getSourceOffset() >= offset).count();
  }

  @Test
  void checkpointsAreOffByDefault() {
    try (RecordedRun without = new RecordedRun(directory.resolve("without"))) {
      VerificationTest.everything(without);
      assertThat(without.log.end(without.settings.topics().checkpoints(), 0)).isZero();
    }
  }

  @Test
  void aReplayBeginsAtTheNewestCheckpointBeforeTheFirstForecastThatIsCompared() {
    VerificationTest.everything(run);
    for (long from = 0; from < end(); from += 7) {
      AtomicLong replayed = new AtomicLong();
      VerifyReport report =
          run.verify(
              Offsets.parse(Long.toString(from)),
              Offsets.NONE,
              new Progress() {
                @Override
                public void begin(long offsets) {
                  replayed.set(offsets);
                }

                @Override
                public void at(long offsets) {}
              });
      assertThat(report.equal()).as(report.text()).isTrue();
      assertThat(report.compared()).as(report.text()).isEqualTo(recordedFrom(from));
      assertThat(replayed).hasValue(end() - from / EVERY * EVERY);
    }
  }

  @Test
  void whereTheInputsBeginningIsGoneACheckpointStandsInForIt() {
    VerificationTest.everything(run);
    run.log.cut(observations(), 0, EVERY + 3);
    VerifyReport report = run.verify();
    assertThat(report.differences()).as(report.text()).isZero();
    assertThat(report.compared()).as(report.text()).isEqualTo(recordedFrom(2 * EVERY));
    assertThat(report.unknown()).isEqualTo(run.forecasts() - recordedFrom(2 * EVERY));
    assertThat(only(report).why()).contains("the checkpoint at offset " + 2 * EVERY);
    VerifyReport later = run.verifyFrom(2 * EVERY + 5);
    assertThat(later.unknown()).isZero();
    assertThat(only(later).why()).isEmpty();
    assertThat(later.compared()).isEqualTo(recordedFrom(2 * EVERY + 5));
  }

  @Test
  void aForecastThatIsAlteredAfterACheckpointIsFoundThoughItIsItsSeriesFirst() {
    VerificationTest.everything(run);
    run.log.cut(observations(), 0, EVERY);
    int first = (int) (run.forecasts() - recordedFrom(EVERY));
    run.alter(first, event -> event.setModelVersion(99));
    VerifyReport report = run.verify();
    assertThat(report.differences()).as(report.text()).isEqualTo(1);
    assertThat(report.first().orElseThrow().field()).isEqualTo("modelVersion");
  }

  @Test
  void aCheckpointThatLacksAStateSaysSo() {
    VerificationTest.everything(run);
    run.log.cut(observations(), 0, EVERY);
    run.log.remove(run.settings.topics().checkpoints(), 0, 1);
    VerifyReport report = run.verify();
    assertThat(report.differences()).as(report.text()).isZero();
    assertThat(only(report).why()).contains("lacks the state of series", "later --from");
  }

  @Test
  void anotherVersionIsTriedFromACheckpointToo() {
    VerificationTest.everything(run);
    run.publishUnused(TestModels.snapshot(9, .1f));
    WhatIfReport whole = run.whatIf(9, EVERY);
    run.log.cut(observations(), 0, EVERY);
    assertThat(run.whatIf(9, EVERY).steps()).isEqualTo(whole.steps());
  }
}
