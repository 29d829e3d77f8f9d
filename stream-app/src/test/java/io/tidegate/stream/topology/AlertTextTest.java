package io.tidegate.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.alert.Change;
import io.tidegate.kernel.alert.Detector;
import io.tidegate.kernel.alert.Direction;
import io.tidegate.kernel.alert.Expected;
import io.tidegate.kernel.alert.Kind;
import io.tidegate.kernel.alert.Notice;
import io.tidegate.kernel.alert.Rank;
import io.tidegate.kernel.alert.Resolution;
import io.tidegate.kernel.alert.Severity;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertTextTest {
  private static final long TIME = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  private static final Expected EXPECTED = new Expected(30.25, 24.1, 35.5, 2);

  private static String text(
      Change change, Kind kind, Direction direction, Resolution resolution, boolean calibrated) {
    return text(change, kind, direction, resolution, calibrated, 42.125);
  }

  private static String text(
      Change change,
      Kind kind,
      Direction direction,
      Resolution resolution,
      boolean calibrated,
      double value) {
    boolean missing = kind == Kind.MISSING_DATA;
    Notice notice =
        new Notice(
            change,
            kind,
            Severity.WARNING,
            direction,
            7,
            TIME - 7_200_000,
            TIME,
            3,
            missing ? null : (Double) value,
            missing ? null : EXPECTED,
            1.5,
            .1,
            calibrated,
            Map.of(Detector.RANGE, .2f, Detector.SEASONAL, 1.5f),
            resolution,
            false,
            missing ? null : new Rank(999, 1_000));
    return AlertText.of(notice, TIME - 6_000_000);
  }

  @Test
  void itSaysWhatCameWhatWasExpectedAndHowUnusualThatIs() {
    assertThat(text(Change.OPENED, Kind.SPIKE, Direction.ABOVE, null, true))
        .isEqualTo(
            "Spike upwards: 42.125 came where 30.25 was expected (24.1 to 35.5). It lies farther"
                + " above the usual of this hour than 999 of 1,000 values; without any incident"
                + " this comes about once in 10 weeks.");
    assertThat(text(Change.ESCALATED, Kind.LEVEL_SHIFT, Direction.BELOW, null, false))
        .isEqualTo(
            "More severe than before: The values stay at another level downwards: 42.125 came where"
                + " 30.25 was expected (24.1 to 35.5). It lies farther below the usual of this hour"
                + " than 999 of 1,000 values; without any incident this comes about once in 10"
                + " weeks, going by other series (uncalibrated).");
  }

  @Test
  void aValueThatTheForecastDoesNotFindUnusualIsNotCalledASpike() {
    assertThat(text(Change.OPENED, Kind.SPIKE, Direction.BELOW, null, true, 26))
        .startsWith("Far from the usual of this hour: 26 came where 30.25 was expected");
    assertThat(text(Change.OPENED, Kind.SPIKE, Direction.ABOVE, null, true, 20))
        .startsWith("Far from the usual of this hour: 20 came where 30.25 was expected");
  }

  @Test
  void ofMissingDataItSaysSinceWhen() {
    assertThat(text(Change.OPENED, Kind.MISSING_DATA, Direction.NONE, null, true))
        .isEqualTo("No value since 2026-03-01T10:20:00Z, for 100 minutes.");
  }

  @Test
  void everyKindAndEveryEndHasItsWords() {
    for (Kind kind : Kind.values()) {
      assertThat(text(Change.OPENED, kind, Direction.NONE, null, true)).endsWith(".");
    }
    for (Resolution resolution : Resolution.values()) {
      assertThat(text(Change.RESOLVED, Kind.SPIKE, Direction.ABOVE, resolution, true))
          .contains("after 120 minutes")
          .endsWith(".");
    }
  }

  @Test
  void aNumberHasSixDigitsAndNoNoise() {
    assertThat(AlertText.number(.1 + .2)).isEqualTo("0.3");
    assertThat(AlertText.number(1_234_567.8)).isEqualTo("1234570");
    assertThat(AlertText.number(-0.0)).isEqualTo("0");
    assertThat(AlertText.number(1e25)).isEqualTo("1E+25");
    assertThat(AlertText.number(1.5e-20)).isEqualTo("1.5E-20");
  }
}
