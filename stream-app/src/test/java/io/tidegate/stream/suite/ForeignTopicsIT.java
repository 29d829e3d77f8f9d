package io.tidegate.stream.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.schema.ForecastEvent;
import io.tidegate.stream.TidegateApplication;
import io.tidegate.stream.audit.Audit;
import io.tidegate.stream.broker.EmbeddedBroker;
import io.tidegate.stream.topology.ClusterException;
import io.tidegate.stream.topology.DeadLetterHeaders;
import io.tidegate.stream.topology.TopicCreation;
import io.tidegate.stream.verify.VerifyReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A topic of somebody else's JSON goes in, forecasts come out. */
class ForeignTopicsIT {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

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

  private TestCluster cluster(String name, Map<String, String> more) throws Exception {
    Map<String, String> keys = new TreeMap<>(more);
    keys.put("tidegate.input.format", "json");
    keys.put("tidegate.input.topics", name + ".plant");
    keys.put("tidegate.input.time", "ts");
    keys.put("tidegate.input.values", "temp,pressure");
    keys.put("tidegate.input.key", "device");
    TestCluster cluster = new TestCluster(broker.bootstrapServers(), name, directory, keys);
    TopicCreation.create(cluster.settings.kafka(), cluster.settings.topics(), 2, (short) 1);
    return cluster;
  }

  private static void makeForeignTopic(TestCluster cluster, String name) throws Exception {
    try (Admin admin = Admin.create(cluster.settings.kafka())) {
      admin.createTopics(List.of(new NewTopic(name + ".plant", 3, (short) 1))).all().get();
    }
  }

  private static void send(TestCluster cluster, String name, String device, int slot) {
    Instant at = START.plus(Duration.ofMinutes(10L * slot));
    String json =
        String.format(
            "{\"device\":\"%s\",\"ts\":%d,\"temp\":%d.5,\"pressure\":%d}",
            device, at.toEpochMilli(), slot, 100 + slot);
    cluster.send(
        new ProducerRecord<>(name + ".plant", TestCluster.bytes(device), TestCluster.bytes(json)));
  }

  @Test
  void aForeignTopicIsForecastAndWhatDoesNotFitIsADeadLetter() throws Exception {
    String name = "foreign";
    try (TestCluster cluster = cluster(name, Map.of())) {
      makeForeignTopic(cluster, name);
      for (int slot = 0; slot < 20; slot++) {
        send(cluster, name, "a", slot);
        send(cluster, name, "b", slot);
      }
      cluster.send(
          new ProducerRecord<>(
              name + ".plant",
              TestCluster.bytes("a"),
              TestCluster.bytes("{\"device\":\"a\",\"ts\":\"yesterday\",\"temp\":1}")));
      cluster.flush();
      try (TidegateApplication application = TidegateApplication.start(cluster.settings)) {
        List<ForecastEvent> forecasts = cluster.awaitForecasts(80);
        assertThat(forecasts)
            .filteredOn(forecast -> forecast.getValue() == 19.5)
            .hasSize(2)
            .allSatisfy(
                forecast ->
                    assertThat(forecast.getOrigin())
                        .isEqualTo(START.plus(Duration.ofMinutes(190))));
        assertThat(cluster.awaitDeadLetters(1))
            .singleElement()
            .satisfies(
                letter ->
                    assertThat(
                            new String(
                                letter.headers().lastHeader(DeadLetterHeaders.REASON).value(),
                                StandardCharsets.UTF_8))
                        .startsWith("ts: expected a time"));
        Awaitility.await().until(() -> application.health().ready());
        assertThat(application.view().status().series()).isEqualTo(4);
      }
      assertThat(Audit.take(cluster.settings).addsUp()).isTrue();
      assertThat(TestCluster.verify(cluster.settings).equal()).isTrue();
    }
  }

  @Test
  void forecastsInJsonAreReadByWhoeverReadsForecasts() throws Exception {
    String name = "json-out";
    try (TestCluster cluster = cluster(name, Map.of("tidegate.output.format", "json"))) {
      makeForeignTopic(cluster, name);
      for (int slot = 0; slot < 20; slot++) {
        send(cluster, name, "a", slot);
      }
      cluster.flush();
      try (TidegateApplication application = TidegateApplication.start(cluster.settings)) {
        assertThat(cluster.awaitForecasts(40)).hasSize(40);
        Awaitility.await().until(() -> application.view().status().forecasts() == 40);
      }
      assertThat(cluster.firstForecast())
          .startsWith("{\"sourcePartition\":")
          .contains("\"point\":[");
      assertThat(Audit.take(cluster.settings).addsUp()).isTrue();
      VerifyReport report = TestCluster.verify(cluster.settings);
      assertThat(report.equal()).isTrue();
      assertThat(report.compared()).isEqualTo(40);
    }
  }

  @Test
  void anotherInstanceGoesOnWhereTheOneBeforeCommitted() throws Exception {
    String name = "goes-on";
    try (TestCluster cluster = cluster(name, Map.of())) {
      makeForeignTopic(cluster, name);
      send(cluster, name, "a", 0);
      cluster.flush();
      try (TidegateApplication first = TidegateApplication.start(cluster.settings)) {
        cluster.awaitForecasts(2);
        assertThat(first.failure()).isEmpty();
      }
      send(cluster, name, "a", 1);
      cluster.flush();
      try (TidegateApplication second = TidegateApplication.start(cluster.another())) {
        assertThat(cluster.awaitForecasts(4)).hasSize(4);
        assertThat(second.failure()).isEmpty();
      }
      assertThat(Audit.take(cluster.settings).addsUp()).isTrue();
    }
  }

  @Test
  void aForeignTopicThatIsNotThereIsNamed() throws Exception {
    try (TestCluster cluster = cluster("absent", Map.of())) {
      assertThatThrownBy(() -> TidegateApplication.start(cluster.settings))
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining("absent.plant")
          .hasMessageContaining("tidegate.input.topics");
    }
  }
}
