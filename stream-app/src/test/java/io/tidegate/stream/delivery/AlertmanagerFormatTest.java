package io.tidegate.stream.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.AlertResolution;
import io.tidegate.stream.alerts.AlertSamples;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertmanagerFormatTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-01T00:10:00Z");

  private final AlertmanagerFormat format =
      new AlertmanagerFormat(
          new PageLinks(URI.create("https://tide.example/page")), Duration.ofMinutes(4));
  private final AlertEvent opened = AlertSamples.opened("a/b", 7, START);

  @Test
  void anOpenAlertFiresUntilItWasNotToldOfForLong() {
    List<AlertmanagerFormat.Posted> posted = format.of("a/b", List.of(), opened, NOW);
    assertThat(posted).hasSize(1);
    AlertmanagerFormat.Posted one = posted.get(0);
    assertThat(one.labels())
        .containsEntry("alertname", "Tidegate")
        .containsEntry("series", "a/b")
        .containsEntry("severity", "warning")
        .containsEntry("kind", "spike")
        .containsEntry("alert", "a/b@0-7");
    assertThat(one.annotations())
        .containsEntry("value", "40.0000")
        .containsEntry("acknowledged", "false")
        .containsKey("summary")
        .doesNotContainKey("resolution");
    assertThat(one.startsAt()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(one.endsAt()).isEqualTo("2026-01-01T00:14:00Z");
    assertThat(one.generatorURL()).isEqualTo("https://tide.example/page/#/alerts/a%2Fb%400-7");
  }

  @Test
  void oneThatBecomesMoreSevereEndsUnderItsFormerLabels() {
    AlertEvent severe = AlertSamples.escalated(opened, 9, START.plusSeconds(60));
    List<AlertmanagerFormat.Posted> posted = format.of("a/b", List.of(opened), severe, NOW);
    assertThat(posted).hasSize(2);
    assertThat(posted.get(0).labels()).containsEntry("severity", "warning");
    assertThat(posted.get(0).endsAt()).isEqualTo(NOW.toString());
    assertThat(posted.get(1).labels()).containsEntry("severity", "critical");
    assertThat(posted.get(1).endsAt()).isEqualTo("2026-01-01T00:14:00Z");
  }

  @Test
  void oneThatIsOverEndsAtItsEventTimeButNeverInTheFuture() {
    AlertEvent over =
        AlertSamples.resolved(opened, AlertResolution.NORMAL, 9, START.plusSeconds(60));
    AlertmanagerFormat.Posted posted = format.of("a/b", List.of(opened), over, NOW).get(0);
    assertThat(posted.endsAt()).isEqualTo("2026-01-01T00:01:00Z");
    assertThat(posted.annotations()).containsEntry("resolution", "normal");
    Instant early = START.minusSeconds(30);
    posted = format.of("a/b", List.of(opened), over, early).get(0);
    assertThat(posted.endsAt()).isEqualTo(early.toString());
    assertThat(posted.startsAt()).as("no later than the end").isEqualTo(early.toString());
  }
}
