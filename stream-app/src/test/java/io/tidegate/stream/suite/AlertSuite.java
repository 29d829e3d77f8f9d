package io.tidegate.stream.suite;

import static io.tidegate.stream.suite.TestCluster.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.schema.AlertChange;
import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.AlertFeedback;
import io.tidegate.schema.AlertKind;
import io.tidegate.schema.AlertResolution;
import io.tidegate.schema.FeedbackEvent;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.stream.TidegateApplication;
import io.tidegate.stream.audit.Audit;
import io.tidegate.stream.audit.AuditReport;
import io.tidegate.stream.models.TestModels;
import io.tidegate.stream.replay.TickProducer;
import io.tidegate.stream.topology.TopicCreation;
import io.tidegate.stream.verify.AlertVerdict;
import io.tidegate.stream.verify.VerifyReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is promised of alerts on a real broker; every kind of broker has its subclass. */
abstract class AlertSuite {
  private static final Duration STEP = Duration.ofMinutes(10);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int KILLS = 20;

  /** Records of each series: one for each incident, so that no incident hangs on another's end. */
  private static final int RECORDS = 60;

  private static final int INCIDENT_AT = 40;

  /** A value beyond the limit opens an alert whatever came before it; nothing else does. */
  private static final Map<String, String> BY_LIMIT =
      Map.of(
          "tidegate.alert.limits.patterns",
          "*=..500",
          "tidegate.alert.false.alarms.per.week",
          "1e-9",
          // The killed member's successor takes its place at once.
          "kafka.main.consumer.group.instance.id",
          "only");

  @TempDir Path directory;

  /** Where the broker listens. */
  abstract String bootstrapServers();

  private TestCluster cluster(String name, int partitions, Map<String, String> keys) {
    TestCluster cluster =
        new TestCluster(bootstrapServers(), name, directory.resolve("state"), keys);
    TopicCreation.create(
        cluster.settings.kafka(), cluster.settings.topics(), partitions, (short) 1);
    return cluster;
  }

  private static Instant slot(long slot) {
    return START.plus(STEP.multipliedBy(slot));
  }

  private static void observe(TestCluster cluster, String series, long slot, double value) {
    cluster.send(bytes(series), cluster.observation(slot(slot), value));
  }

  private static double valueAt(long slot) {
    return 100 + 10 * Math.sin(slot * .2) + slot % 3;
  }

  private static void observe(TestCluster cluster, String series, int from, int to) {
    for (int i = from; i < to; i++) {
      observe(cluster, series, i, valueAt(i));
    }
    cluster.flush();
  }

  private static void assertAddsUp(TestCluster cluster) {
    AuditReport report = Audit.take(cluster.settings);
    assertThat(report.addsUp()).as(report.text()).isTrue();
  }

  private static void assertVerified(TestCluster cluster, int alerts) {
    VerifyReport report = TestCluster.verify(cluster.settings);
    assertThat(report.equal()).as(report.text()).isTrue();
    assertThat(report.alerts(AlertVerdict::compared)).as(report.text()).isEqualTo(alerts);
    assertThat(report.alerts(AlertVerdict::unknown)).as(report.text()).isZero();
  }

  /**
   * Half of the kills fall where the alert has just been written, mostly before it is committed;
   * the others some records before, so that the alert is on its way or not yet.
   */
  @Test
  @Timeout(600)
  void killedTwentyTimesAroundTheOpeningOfAnAlertEachIncidentIsOpenedOnce() throws Exception {
    List<String> incidents = new ArrayList<>();
    try (TestCluster cluster = cluster("alerted", 1, BY_LIMIT)) {
      for (int kill = 0; kill < KILLS; kill++) {
        String series = "s" + kill;
        long offset = (long) kill * RECORDS + INCIDENT_AT;
        String id = series + "@0-" + offset;
        incidents.add(id);
        boolean written = kill % 2 == 0;
        String topic =
            written ? cluster.settings.topics().alerts() : cluster.settings.topics().forecasts();
        long before = offset - 1 - kill / 2;
        try (Onlooker onlooker = new Onlooker(cluster.settings, topic);
            ChildApplication killed = ChildApplication.start(cluster.settings, directory)) {
          for (int slot = 0; slot < RECORDS; slot++) {
            observe(cluster, series, slot, slot == INCIDENT_AT ? 600 : valueAt(slot));
          }
          cluster.flush();
          onlooker.await(
              event ->
                  event instanceof AlertEvent alert
                      ? alert.getId().equals(id)
                      : ((ForecastEvent) event).getSourceOffset() >= before,
              PATIENCE,
              () -> id + cluster.group() + killed.log());
          killed.kill();
        }
      }
      try (ChildApplication last = ChildApplication.start(cluster.settings, directory)) {
        cluster.awaitForecasts(KILLS * RECORDS);
        assertThat(last.terminate()).isEqualTo(143);
      }
      List<AlertEvent> alerts = cluster.alerts();
      assertThat(alerts)
          .filteredOn(alert -> alert.getChange() == AlertChange.OPENED)
          .extracting(AlertEvent::getId)
          .containsExactlyElementsOf(incidents);
      assertThat(alerts)
          .filteredOn(alert -> alert.getChange() == AlertChange.RESOLVED)
          .extracting(AlertEvent::getId)
          .doesNotHaveDuplicates()
          .isSubsetOf(incidents);
      assertAddsUp(cluster);
      assertVerified(cluster, alerts.size());
    }
  }

  @Test
  void silenceIsFoundByTicksAfterARestartTooAndNeverTwice() throws Exception {
    try (TestCluster cluster = cluster("silent", 2, Map.of())) {
      try (TidegateApplication application = TidegateApplication.start(cluster.settings)) {
        for (int i = 0; i < 4; i++) {
          observe(cluster, "series" + i, 0, 20);
        }
        cluster.awaitForecasts(80);
        assertThat(application.failure()).isEmpty();
      }
      tick(cluster, 40);
      try (TidegateApplication application = TidegateApplication.start(cluster.settings)) {
        tick(cluster, 41);
        observe(cluster, "series1", 42, 43);
        cluster.awaitForecasts(81);
        // The other partition has ticks alone.
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(Audit.take(cluster.settings).partitions())
                        .allMatch(partition -> partition.waiting() == 0));
        assertThat(application.failure()).isEmpty();
      }
      List<AlertEvent> missing =
          cluster.alerts().stream()
              .filter(alert -> alert.getKind() == AlertKind.MISSING_DATA)
              .toList();
      assertThat(missing)
          .filteredOn(alert -> alert.getChange() == AlertChange.OPENED)
          .extracting(AlertEvent::getId)
          .doesNotHaveDuplicates()
          .hasSize(4);
      assertThat(missing)
          .filteredOn(alert -> alert.getChange() == AlertChange.RESOLVED)
          .singleElement()
          .satisfies(
              alert -> {
                assertThat(alert.getId()).startsWith("series1@");
                assertThat(alert.getResolution()).isEqualTo(AlertResolution.DATA_CAME_BACK);
              });
      assertAddsUp(cluster);
      assertVerified(cluster, cluster.alerts().size());
    }
  }

  private static void tick(TestCluster cluster, long slot) throws InterruptedException {
    try (TickProducer ticks =
        TickProducer.open(
            cluster.settings.kafka(),
            cluster.settings.serde().serializer(),
            cluster.settings.topics().observations())) {
      assertThat(ticks.send(slot(slot))).isEqualTo(2);
    }
  }

  @Test
  void feedbackAndSwapsAreReplayedToTheByte() throws Exception {
    try (TestCluster cluster = cluster("answered", 1, Map.of());
        TidegateApplication application = TidegateApplication.start(cluster.settings)) {
      int slots = 300;
      for (int round = 0; round < 3; round++) {
        observe(cluster, "a", round * slots, (round + 1) * slots - 1);
        observe(cluster, "a", (round + 1L) * slots - 1, 900 * (round + 2));
        say(cluster, round % 2 == 0 ? AlertFeedback.FALSE_POSITIVE : AlertFeedback.ACKNOWLEDGED);
        cluster.flush();
        cluster.awaitForecasts((round + 1) * slots);
        cluster.publish(TestModels.snapshot(round + 1, .25f * round));
      }
      observe(cluster, "a", 3 * slots, 3 * slots + 60);
      cluster.awaitForecasts(3 * slots + 60);
      assertThat(application.failure()).isEmpty();
      List<AlertEvent> alerts = cluster.alerts();
      assertThat(alerts)
          .filteredOn(alert -> alert.getResolution() == AlertResolution.FALSE_POSITIVE)
          .isNotEmpty();
      assertAddsUp(cluster);
      assertVerified(cluster, alerts.size());
    }
  }

  private static void say(TestCluster cluster, AlertFeedback feedback) {
    cluster.send(
        bytes("a"),
        cluster.encoded(
            FeedbackEvent.newBuilder().setFeedback(feedback).setTime(Instant.now()).build()));
  }
}
