package io.tidegate.stream.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.schema.AlertFeedback;
import io.tidegate.schema.AlertSeverity;
import io.tidegate.stream.models.TestModels;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts, told again by a replay. */
class VerifiedAlertsTest {
  private static final int EVERY = 256;

  @TempDir Path directory;
  private RecordedRun run;

  @BeforeEach
  void begin() {
    run = new RecordedRun(directory, Map.of("tidegate.checkpoint.every", "" + EVERY));
  }

  @AfterEach
  void end() {
    run.close();
  }

  /** Spikes, a swap, feedback, silence and its end, a tick. */
  private void everything() {
    everything(run);
  }

  private static void everything(RecordedRun run) {
    run.observe("a", 0, 600);
    for (int i = 0; i < 600; i++) {
      run.observe("b", i);
      if (i == 300) {
        run.publish(TestModels.snapshot(1, .25f));
      }
    }
    run.observeValue("a", 600, 900);
    run.say("a", AlertFeedback.ACKNOWLEDGED, "a@0-1200");
    run.observeValue("b", 600, -700);
    run.say("b", AlertFeedback.FALSE_POSITIVE, "b@0-1202");
    run.observe("a", 601, 680);
    run.observe("b", 680, 690);
    run.tick(720);
    run.observe("a", 720, 723);
  }

  private static long compared(VerifyReport report) {
    return report.alerts(AlertVerdict::compared);
  }

  @Test
  void aReplayTellsEveryAlertByteForByte() {
    everything();
    VerifyReport report = run.verify();
    assertThat(report.equal()).as(report.text()).isTrue();
    assertThat(report.differences()).as(report.text()).isZero();
    assertThat(report.alerts(AlertVerdict::unknown)).isZero();
    assertThat(compared(report)).as(report.text()).isEqualTo(run.alerts()).isGreaterThan(6);
    assertThat(report.text()).contains(run.alerts() + " alerts compared byte for byte, 0 differ");
  }

  @Test
  void anAlteredAlertIsFoundWithItsField() {
    everything();
    run.alterAlert(run.alerts() - 1, event -> event.setSeverity(AlertSeverity.UNKNOWN));
    VerifyReport report = run.verify();
    assertThat(report.equal()).isFalse();
    assertThat(report.alerts(AlertVerdict::differing)).isEqualTo(1);
    assertThat(report.first().orElseThrow().field()).contains("severity");
    assertThat(report.first().orElseThrow().recorded()).isEqualTo("UNKNOWN");
  }

  @Test
  void anAlertThatIsNotThereAndOneThatShouldNotBeAreFound() {
    everything();
    run.alterAlert(run.alerts() - 1, event -> event.setId("a@0-7"));
    VerifyReport report = run.verify();
    assertThat(report.alerts(AlertVerdict::missing)).isEqualTo(1);
    assertThat(report.alerts(AlertVerdict::unexpected)).isEqualTo(1);
    assertThat(report.equal()).isFalse();
  }

  @Test
  void fromACheckpointAlertsAreTheSame() {
    everything();
    for (long from = EVERY; from < 1_300; from += EVERY + 9) {
      VerifyReport report = run.verifyFrom(from);
      assertThat(report.differences()).as(report.text()).isZero();
      assertThat(report.equal()).as(report.text()).isTrue();
    }
    assertThat(compared(run.verifyFrom(1_100))).isGreaterThan(3);
  }

  @Test
  void withoutTheInputsBeginningAlertsProveNothing() {
    try (RecordedRun without = new RecordedRun(directory.resolve("without"))) {
      everything(without);
      without.log.cut(without.settings.topics().observations(), 0, 100);
      VerifyReport report = without.verify();
      assertThat(compared(report)).isZero();
      assertThat(report.alerts(AlertVerdict::differences)).as(report.text()).isZero();
      assertThat(report.alerts(AlertVerdict::unknown)).as(report.text()).isPositive();
    }
  }
}
