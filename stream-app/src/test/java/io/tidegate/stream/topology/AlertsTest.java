package io.tidegate.stream.topology;

import static io.tidegate.stream.topology.TopologyFixture.header;
import static io.tidegate.stream.topology.TopologyFixture.slot;
import static io.tidegate.stream.topology.TopologyFixture.valueAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.schema.AlertChange;
import io.tidegate.schema.AlertDirection;
import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.AlertFeedback;
import io.tidegate.schema.AlertKind;
import io.tidegate.schema.AlertResolution;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.stream.models.TestModels;
import io.tidegate.wire.Float32Vector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Incidents of values, on their way through the topology. */
class AlertsTest {
  /** Slots after which the score of the test series is at rest. */
  private static final int QUIET = 1_000;

  @TempDir Path directory;
  private TopologyFixture stream;

  @BeforeEach
  void start() {
    stream = new TopologyFixture(directory, Map.of());
  }

  @AfterEach
  void stop() {
    stream.close();
  }

  private static void observe(TopologyFixture stream, int from, int to) {
    for (int i = from; i < to; i++) {
      stream.observe("a", i);
    }
  }

  /** Whatever a young series told is read away, and over. */
  private void settle(TopologyFixture stream) {
    observe(stream, 0, QUIET);
    stream.alerts();
    stream.forecasts();
  }

  private AlertEvent spike(TopologyFixture stream) {
    stream.observe("a", QUIET, 900);
    return only(stream.alerts());
  }

  private static AlertEvent only(List<AlertEvent> alerts) {
    assertThat(alerts).hasSize(1);
    return alerts.get(0);
  }

  @Test
  void aSpikeOpensAnAlertThatSaysWhatWasExpectedAndWhatCame() {
    observe(stream, 0, QUIET - 1);
    stream.forecasts();
    stream.alerts();
    stream.observe("a", QUIET - 1);
    ForecastEvent before = stream.forecasts().get(0);
    AlertEvent alert = spike(stream);
    assertThat(alert.getChange()).isEqualTo(AlertChange.OPENED);
    assertThat(alert.getId()).isEqualTo("a@0-" + QUIET);
    assertThat(alert.getSourceOffset()).isEqualTo(QUIET);
    assertThat(alert.getTime()).isEqualTo(slot(QUIET));
    assertThat(alert.getOpened()).isEqualTo(slot(QUIET));
    assertThat(alert.getDirection()).isEqualTo(AlertDirection.ABOVE);
    assertThat(alert.getValue()).isEqualTo(900);
    float[] step = Float32Vector.decode(before.getQuantiles());
    assertThat(alert.getExpected()).isCloseTo(before.getValue() + step[3], within(1e-3));
    assertThat(alert.getLow()).isCloseTo(before.getValue() + step[0], within(1e-3));
    assertThat(alert.getHigh()).isCloseTo(before.getValue() + step[6], within(1e-3));
    assertThat(alert.getModelName()).isEqualTo("default");
    assertThat(alert.getModelVersion()).isZero();
    assertThat(alert.getDetectors()).isNotEmpty();
    assertThat(alert.getExplanation()).contains("900 came where 9", "was expected");
    assertThat(stream.ledger().lookout().open()).isEqualTo(1);
    assertThat(stream.meters.get("tidegate.alerts.open").gauge().value()).isEqualTo(1);
    assertThat(
            stream
                .meters
                .get("tidegate.alerts")
                .tag("change", "opened")
                .tag("kind", alert.getKind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .counters())
        .isNotEmpty();
  }

  @Test
  void oneIncidentIsOneAlertAndItIsOverWhenTheSeriesIsNormalAgain() {
    settle(stream);
    AlertEvent opened = spike(stream);
    observe(stream, QUIET + 1, QUIET + 80);
    List<AlertEvent> rest = stream.alerts();
    assertThat(rest).extracting(AlertEvent::getId).containsOnly(opened.getId());
    AlertEvent last = rest.get(rest.size() - 1);
    assertThat(last.getChange()).isEqualTo(AlertChange.RESOLVED);
    assertThat(last.getResolution()).isEqualTo(AlertResolution.NORMAL);
    assertThat(last.getExplanation()).startsWith("Over after");
    assertThat(stream.ledger().lookout().open()).isZero();
  }

  @Test
  void theSameRecordsGiveTheSameAlertBytes() {
    List<byte[]> first = run(stream);
    try (TopologyFixture again = new TopologyFixture(directory.resolve("again"), Map.of())) {
      List<byte[]> second = run(again);
      assertThat(second).hasSameSizeAs(first);
      for (int i = 0; i < first.size(); i++) {
        assertThat(second.get(i)).isEqualTo(first.get(i));
      }
    }
    assertThat(first).hasSizeGreaterThan(2);
  }

  private static List<byte[]> run(TopologyFixture stream) {
    observe(stream, 0, QUIET);
    for (int i = 0; i < QUIET; i += 2) {
      stream.observe("b", i);
    }
    stream.observe("a", QUIET, 900);
    stream.say("a", AlertFeedback.ACKNOWLEDGED, null, null);
    observe(stream, QUIET + 1, QUIET + 100);
    stream.say("a", AlertFeedback.FALSE_POSITIVE, "a@0-" + QUIET, null);
    List<byte[]> bytes = new ArrayList<>();
    for (TestRecord<String, SpecificRecord> alert : stream.alertRecords()) {
      bytes.add(stream.serde.serializer().serialize("", alert.getValue()));
    }
    return bytes;
  }

  @Test
  void aFalseAlarmIsOverAtOnce() {
    settle(stream);
    AlertEvent opened = spike(stream);
    stream.say("a", AlertFeedback.FALSE_POSITIVE, opened.getId(), null);
    AlertEvent over = only(stream.alerts());
    assertThat(over.getId()).isEqualTo(opened.getId());
    assertThat(over.getResolution()).isEqualTo(AlertResolution.FALSE_POSITIVE);
    assertThat(over.getSourceOffset()).isEqualTo(QUIET + 1L);
    assertThat(stream.ledger().feedback()).isEqualTo(1);
    assertThat(stream.forecasts()).hasSize(1);
  }

  @Test
  void whatIsExpectedDoesNotAlert() {
    settle(stream);
    stream.say("a", AlertFeedback.EXPECTED, null, slot(QUIET + 10));
    stream.observe("a", QUIET, 900);
    assertThat(stream.alerts()).isEmpty();
  }

  @Test
  void feedbackOnAnAlertOfAnotherSeriesIsADeadLetterAndOneThatComesTooLateIsNot() {
    settle(stream);
    stream.observe("b", 0);
    stream.say("a", AlertFeedback.ACKNOWLEDGED, "b@0-3", null);
    assertThat(stream.deadLetters())
        .singleElement()
        .satisfies(
            letter ->
                assertThat(header(letter, DeadLetterHeaders.REASON))
                    .isEqualTo("expected the id of an alert of series a, found b@0-3"));
    stream.say("a", AlertFeedback.ACKNOWLEDGED, "a@0-3", null);
    assertThat(stream.deadLetters()).isEmpty();
    assertThat(stream.ledger().feedback()).isEqualTo(1);
  }

  @Test
  void aSeriesWhosePatternSaysOffDoesNotAlert() {
    try (TopologyFixture off =
        new TopologyFixture(
            directory.resolve("off"), Map.of("tidegate.alert.off.patterns", "a,x*"))) {
      settle(off);
      off.observe("a", QUIET, 900);
      assertThat(off.alerts()).isEmpty();
    }
  }

  @Test
  void aValueBeyondTheLimitsAlertsHoweverYoungTheSeries() {
    try (TopologyFixture limited =
        new TopologyFixture(
            directory.resolve("limited"), Map.of("tidegate.alert.limits.patterns", "a=..150"))) {
      observe(limited, 0, 20);
      limited.alerts();
      limited.observe("a", 20, 151);
      assertThat(only(limited.alerts()).getKind()).isEqualTo(AlertKind.OUT_OF_RANGE);
    }
  }

  @Test
  void fiveSwapsBringNoMoreIncidentsThanNone() {
    List<String> without = incidents(stream, 0);
    try (TopologyFixture swapped = new TopologyFixture(directory.resolve("swapped"), Map.of())) {
      List<String> with = incidents(swapped, 5);
      assertThat(swapped.ledger().modelVersion()).isEqualTo(5);
      assertThat(with).hasSizeLessThanOrEqualTo(without.size()).contains("a@0-" + 2_000);
    }
    assertThat(without).contains("a@0-" + 2_000);
  }

  private static List<String> incidents(TopologyFixture stream, int swaps) {
    for (int i = 0; i < 2_000; i++) {
      if (swaps > 0 && i % 300 == 299 && i / 300 < swaps) {
        stream.publish(TestModels.snapshot(i / 300 + 1, .25f * (i / 300 % 3)));
      }
      stream.observe("a", i, valueAt(i) + Math.sin(i * 1.7) + Math.cos(i * i * .37));
    }
    stream.observe("a", 2_000, 900);
    return stream.alerts().stream()
        .filter(alert -> alert.getChange() == AlertChange.OPENED)
        .map(AlertEvent::getId)
        .toList();
  }

  @Test
  void anIdIsReadAsItWasMade() {
    assertThat(AlertEvents.read("a@b-1@0-12", "a@b-1", 0))
        .contains(new AlertEvents.Meant(12, false));
    assertThat(AlertEvents.read("a@3-12-missing", "a", 3))
        .contains(new AlertEvents.Meant(12, true));
    assertThat(AlertEvents.read("a@3-12", "a", 4)).isEmpty();
    assertThat(AlertEvents.read("a@3-12", "b", 3)).isEmpty();
    assertThat(AlertEvents.read("a@3-99999999999999999999", "a", 3)).isEmpty();
    assertThat(AlertEvents.read("a@3-9999999999999999999", "a", 3)).isEmpty();
  }
}
