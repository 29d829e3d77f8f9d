package io.tidegate.stream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.AlertFeedback;
import io.tidegate.schema.AlertResolution;
import io.tidegate.schema.FeedbackEvent;
import io.tidegate.stream.alerts.AlertSamples;
import io.tidegate.stream.broker.EmbeddedBroker;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.KafkaTopicLog;
import io.tidegate.stream.log.LogCursor;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.stream.topology.TopicCreation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AlertsCommandIT {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir static Path brokerDirectory;
  @TempDir Path directory;

  private static EmbeddedBroker broker;
  private Path config;
  private StreamSettings settings;
  private String out;
  private String err;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(brokerDirectory, 0);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void fillTheTopic(TestInfo test) throws Exception {
    config =
        Files.write(
            directory.resolve("tidegate.properties"),
            List.of(
                "kafka.bootstrap.servers=" + broker.bootstrapServers(),
                "tidegate.topics.prefix=" + test.getTestMethod().orElseThrow().getName() + "."));
    settings = StreamSettings.load(config, Map.of(), Map.of());
    TopicCreation.create(settings.kafka(), settings.topics(), 2, (short) 1);
    AlertEvent a = AlertSamples.opened("a", 1, START);
    AlertEvent b = AlertSamples.opened("shop/b", 2, START.plusSeconds(300));
    AlertEvent over = AlertSamples.resolved(b, AlertResolution.NORMAL, 9, START.plusSeconds(400));
    write("a", 0, a);
    write("a", 0, AlertSamples.escalated(a, 5, START.plusSeconds(60)));
    write("shop/b", 1, AlertEvent.newBuilder(b).setSourcePartition(1).build());
    write("shop/b", 1, AlertEvent.newBuilder(over).setSourcePartition(1).build());
    write("c", 1, AlertSamples.opened("c", 3, START.plusSeconds(7_200)));
  }

  private void write(String series, int partition, AlertEvent event) throws Exception {
    byte[] key = series.getBytes(StandardCharsets.UTF_8);
    String topic = settings.topics().alerts();
    byte[] value = settings.serde().serializer().serialize(topic, event);
    try (var producer =
        new KafkaProducer<>(
            settings.kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, partition, key, value)).get();
    }
  }

  private int alerts(String... arguments) {
    List<String> all = new ArrayList<>(List.of("alerts"));
    all.addAll(Arrays.asList(arguments));
    all.addAll(List.of("--config", config.toString()));
    StringWriter written = new StringWriter();
    StringWriter complained = new StringWriter();
    CommandLine command =
        TidegateMain.commandLine()
            .setOut(new PrintWriter(written))
            .setErr(new PrintWriter(complained));
    int code = command.execute(all.toArray(String[]::new));
    out = written.toString();
    err = complained.toString();
    return code;
  }

  private List<FeedbackEvent> said(int partition) {
    String topic = settings.topics().observations();
    List<FeedbackEvent> events = new ArrayList<>();
    try (TopicLog log = new KafkaTopicLog(settings.kafka());
        LogCursor cursor = log.open(topic, partition)) {
      for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
        events.add(
            (FeedbackEvent) settings.serde().deserializer().deserialize(topic, next.get().value()));
      }
    }
    return events;
  }

  @Test
  void openAlertsAreListedTheNewestFirstAndOthersWhenAskedFor() throws Exception {
    assertThat(alerts("list")).as(err).isZero();
    assertThat(out.lines()).hasSize(3);
    assertThat(out.lines().skip(1).findFirst().orElseThrow())
        .contains("2026-01-01T02:00:00Z", "warning", "spike", "open", "c@0-3");
    assertThat(alerts("list", "--state", "all", "--limit", "1")).isZero();
    assertThat(out).contains("the newest 1 of 3");
    assertThat(alerts("list", "--state", "past", "--series", "shop*", "--json")).isZero();
    JsonNode past = new ObjectMapper().readTree(out);
    assertThat(past.get("total").asInt()).isEqualTo(1);
    assertThat(past.at("/alerts/0/id").asText()).isEqualTo("shop/b@0-2");
    assertThat(past.at("/alerts/0/newest/resolution").asText()).isEqualTo("NORMAL");
    assertThat(alerts("list", "--severity", "critical")).isZero();
    assertThat(out.lines()).hasSize(2);
    assertThat(alerts("list", "--kind", "flat-line")).isZero();
    assertThat(out).contains("no such alert is open: --state all lists past ones, too");
  }

  @Test
  void oneAlertIsShownWithItsEventsAndWhatElseAlerted() throws Exception {
    assertThat(alerts("show", "a@0-1")).as(err).isZero();
    assertThat(out)
        .contains("a@0-1: critical, spike, open", "opened", "escalated", "40.00 where 20.00")
        .contains("range 1.250, residual 0.7500", "also alerted", "shop/b@0-2")
        .doesNotContain("c@0-3");
    assertThat(alerts("show", "a@0-1", "--within", "PT3H", "--json")).isZero();
    JsonNode shown = new ObjectMapper().readTree(out);
    assertThat(shown.get("events")).hasSize(2);
    assertThat(shown.get("also")).hasSize(2);
    assertThat(alerts("show", "a@0-9")).isEqualTo(1);
    assertThat(err).contains("no alert a@0-9", "tidegate alerts list");
  }

  @Test
  void answersAreWrittenToTheSeriesPartitionOfTheObservations() {
    assertThat(alerts("acknowledge", "a@0-1", "--by", "Ada", "--comment", "on it"))
        .as(err)
        .isZero();
    assertThat(out).contains("alert a@0-1: acknowledged, at offset 0 of partition 0");
    assertThat(alerts("false-positive", "shop/b@0-2")).as(err).isZero();
    assertThat(alerts("expect", "--series", "shop/b", "--until", "2026-01-02T00:00:00Z"))
        .as(err)
        .isZero();
    assertThat(out).contains("series shop/b: expected until 2026-01-02T00:00:00Z", "partition 1");
    FeedbackEvent acknowledged = said(0).get(0);
    assertThat(acknowledged.getFeedback()).isEqualTo(AlertFeedback.ACKNOWLEDGED);
    assertThat(acknowledged.getAlert()).isEqualTo("a@0-1");
    assertThat(acknowledged.getBy()).isEqualTo("Ada");
    assertThat(acknowledged.getComment()).isEqualTo("on it");
    assertThat(said(1))
        .extracting(FeedbackEvent::getFeedback)
        .containsExactly(AlertFeedback.FALSE_POSITIVE, AlertFeedback.EXPECTED);
    assertThat(said(1).get(0).getBy()).isEqualTo(System.getProperty("user.name"));
    assertThat(said(1).get(1).getUntil()).isEqualTo(Instant.parse("2026-01-02T00:00:00Z"));
    assertThat(said(1).get(1).getAlert()).isNull();
  }

  @Test
  void whatCannotBeSaidIsRefusedAndNothingIsWritten() {
    assertThat(alerts("acknowledge", "shop/b@0-2")).isEqualTo(1);
    assertThat(err).contains("is over since 2026-01-01T00:06:40Z");
    assertThat(alerts("acknowledge", "x@0-1")).isEqualTo(1);
    assertThat(err).contains("no alert x@0-1");
    assertThat(alerts("acknowledge", "--series", "shop/b")).isEqualTo(1);
    assertThat(err).contains("no alert of series shop/b is open");
    assertThat(alerts("acknowledge")).isEqualTo(2);
    assertThat(alerts("acknowledge", "a@0-1", "--series", "a")).isEqualTo(2);
    assertThat(alerts("expect", "a@0-1")).isEqualTo(2);
    assertThat(alerts("expect", "a@0-1", "--until", "tomorrow")).isEqualTo(2);
    assertThat(err).contains("found tomorrow");
    assertThat(alerts("expect", "a@0-1", "--for", "2h")).isEqualTo(2);
    assertThat(err).contains("--for", "PT2H", "2h");
    assertThat(alerts("list", "--state", "shut")).isEqualTo(2);
    assertThat(err).contains("--state: expected one of open, past, all, found shut");
    assertThat(said(0)).isEmpty();
    assertThat(said(1)).isEmpty();
  }
}
