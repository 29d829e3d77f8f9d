package io.tidegate.stream.suite;

import static io.tidegate.stream.suite.TestCluster.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidegate.stream.TidegateApplication;
import io.tidegate.stream.audit.Audit;
import io.tidegate.stream.audit.AuditReport;
import io.tidegate.stream.broker.EmbeddedBroker;
import io.tidegate.stream.topology.ClusterException;
import io.tidegate.stream.topology.TopicCreation;
import io.tidegate.stream.verify.VerifyReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.streams.ThreadMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RebalanceIT {
  private static final int SERIES = 8;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir static Path brokerDirectory;
  @TempDir Path directory;

  private static EmbeddedBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(brokerDirectory, 0);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private TestCluster cluster(String protocol, int standbys) {
    TestCluster cluster =
        new TestCluster(
            broker.bootstrapServers(),
            protocol,
            directory.resolve("state"),
            Map.of(
                "tidegate.rebalance.protocol",
                protocol,
                "tidegate.standby.replicas",
                Integer.toString(standbys)));
    TopicCreation.create(cluster.settings.kafka(), cluster.settings.topics(), 2, (short) 1);
    return cluster;
  }

  private static void observe(TestCluster cluster, int from, int to) {
    for (int slot = from; slot < to; slot++) {
      Instant time = START.plus(Duration.ofMinutes(10L * slot));
      for (int series = 0; series < SERIES; series++) {
        double value = 100 * (series + 1) + 10 * Math.sin(slot * .2) + slot % 3;
        cluster.send(bytes("series" + series), cluster.observation(time, value));
      }
    }
    cluster.flush();
  }

  private static void awaitTasks(TidegateApplication application, int active, int standby) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              var threads = application.streams().metadataForLocalThreads();
              assertThat(threads.stream().map(ThreadMetadata::activeTasks))
                  .allSatisfy(tasks -> assertThat(tasks).hasSize(active));
              assertThat(threads.stream().map(ThreadMetadata::standbyTasks))
                  .allSatisfy(tasks -> assertThat(tasks).hasSize(standby));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "streams"})
  void anInstanceThatJoinsAndLeavesCostsNoForecastAndMakesNoneTwice(String protocol) {
    int part = 30;
    try (TestCluster cluster = cluster(protocol, 1);
        TidegateApplication first = TidegateApplication.start(cluster.settings)) {
      observe(cluster, 0, part);
      cluster.awaitForecasts(SERIES * part);
      awaitTasks(first, 2, 0);
      try (TidegateApplication second = TidegateApplication.start(cluster.another())) {
        observe(cluster, part, 2 * part);
        awaitTasks(first, 1, 1);
        awaitTasks(second, 1, 1);
        observe(cluster, 2 * part, 3 * part);
        cluster.awaitForecasts(SERIES * 3 * part);
      }
      observe(cluster, 3 * part, 4 * part);
      awaitTasks(first, 2, 0);
      cluster.awaitForecasts(SERIES * 4 * part);
      assertThat(first.failure()).isEmpty();
      AuditReport audit = Audit.take(cluster.settings);
      assertThat(audit.addsUp()).as(audit.text()).isTrue();
      VerifyReport verified = TestCluster.verify(cluster.settings);
      assertThat(verified.equal()).as(verified.text()).isTrue();
      assertThat(verified.compared()).isEqualTo(SERIES * 4L * part);
    }
  }

  @Test
  void moreCopiesThanTheBrokersAllowAreRefusedWithWhatToDo() {
    try (TestCluster cluster = cluster("streams", 9)) {
      assertThatThrownBy(() -> TidegateApplication.start(cluster.settings))
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining("tidegate.standby.replicas")
          .hasMessageContaining("streams.num.standby.replicas=9")
          .hasMessageContaining("group.streams.max.standby.replicas");
    }
  }
}
