package io.tidegate.stream.suite;

import static io.tidegate.stream.suite.TestCluster.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.AlertFeedback;
import io.tidegate.schema.AlertResolution;
import io.tidegate.schema.FeedbackEvent;
import io.tidegate.stream.TidegateApplication;
import io.tidegate.stream.alerts.AlertSamples;
import io.tidegate.stream.broker.EmbeddedBroker;
import io.tidegate.stream.log.KafkaTopicLog;
import io.tidegate.stream.log.LogCursor;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.stream.topology.TopicCreation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts over HTTP, on the whole application and a broker. */
class AlertsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;

  private final HttpClient client = HttpClient.newHttpClient();
  private EmbeddedBroker broker;
  private TestCluster cluster;
  private TidegateApplication application;

  @BeforeEach
  void start() {
    broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
    cluster =
        new TestCluster(
            broker.bootstrapServers(),
            "alerts",
            directory.resolve("state"),
            Map.of("tidegate.http.write", "true", "tidegate.view.alerts", "3"));
    TopicCreation.create(cluster.settings.kafka(), cluster.settings.topics(), 2, (short) 1);
    application = TidegateApplication.start(cluster.settings);
  }

  @AfterEach
  void stop() {
    application.close();
    cluster.close();
    broker.close();
  }

  private AlertEvent open(String series, int partition, long offset) {
    AlertEvent event =
        AlertEvent.newBuilder(AlertSamples.opened(series, offset, START.plusSeconds(60 * offset)))
            .setSourcePartition(partition)
            .build();
    write(series, partition, event);
    return event;
  }

  private void write(String series, int partition, AlertEvent event) {
    String topic = cluster.settings.topics().alerts();
    cluster.send(new ProducerRecord<>(topic, partition, bytes(series), cluster.encoded(event)));
    cluster.flush();
  }

  private JsonNode json(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(application.page() + path.substring(1))).build();
    return JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private JsonNode post(String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(application.page() + path.substring(1)))
            .headers("Tidegate-Write", "1", "Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return JSON.readTree(response.body());
  }

  private ConsumerRecord<byte[], byte[]> recordAt(JsonNode place) {
    String topic = cluster.settings.topics().observations();
    int partition = place.get("partition").asInt();
    long offset = place.get("offset").asLong();
    try (TopicLog log = new KafkaTopicLog(cluster.settings.kafka());
        LogCursor cursor = log.open(topic, partition, offset, offset + 1)) {
      return cursor.next().orElseThrow();
    }
  }

  private FeedbackEvent feedbackAt(JsonNode place, String series) {
    ConsumerRecord<byte[], byte[]> record = recordAt(place);
    assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(series);
    return (FeedbackEvent)
        cluster.settings.serde().deserializer().deserialize(record.topic(), record.value());
  }

  private static void eventually(Check check) {
    await().atMost(Duration.ofSeconds(60)).until(check::holds);
  }

  private interface Check {
    boolean holds() throws Exception;
  }

  @Test
  void whatTheTopicHoldsIsSeenAsItComesAndAgainAfterARestart() throws Exception {
    AlertEvent first = open("a", 0, 1);
    open("b", 1, 2);
    eventually(() -> json("/api/alerts").get("open").asInt() == 2);
    write("a", 0, AlertSamples.resolved(first, AlertResolution.NORMAL, 9, START.plusSeconds(600)));
    eventually(() -> json("/api/alerts?state=past").get("total").asInt() == 1);
    for (int i = 10; i < 15; i++) {
      AlertEvent event = open("c" + i, 1, i);
      write(
          "c" + i,
          1,
          AlertSamples.resolved(event, AlertResolution.NORMAL, 90, START.plusSeconds(60L * i + 5)));
    }
    eventually(() -> json("/api/alerts?series=c14").at("/alerts/0/state").asText().equals("PAST"));
    JsonNode before = json("/api/alerts");
    assertThat(before.get("total").asInt()).as("one open, three past").isEqualTo(4);

    application.close();
    application = TidegateApplication.start(cluster.settings);
    eventually(() -> json("/api/status").at("/view/refilled").asBoolean());
    assertThat(json("/api/alerts")).isEqualTo(before);
  }

  @Test
  void whatIsSaidIsWrittenToTheObservationsUnderTheSeriesKeyInItsOwnPartition() throws Exception {
    String series = "odd/" + 7;
    int usual = BuiltInPartitioner.partitionForKey(bytes(series), 2);
    open(series, 1 - usual, 3);
    String path = "/api/alerts/odd%2F7@0-3/feedback";
    eventually(() -> json("/api/alerts").get("open").asInt() == 1);
    JsonNode answer =
        post(path, "{\"feedback\": \"acknowledged\", \"by\": \"Ada\", \"comment\": \"on it\"}");
    assertThat(answer.get("partition").asInt()).isEqualTo(1 - usual);
    FeedbackEvent said = feedbackAt(answer, series);
    assertThat(said.getFeedback()).isEqualTo(AlertFeedback.ACKNOWLEDGED);
    assertThat(said.getAlert()).isEqualTo(series + "@0-3");
    assertThat(said.getUntil()).isNull();
    assertThat(said.getBy()).isEqualTo("Ada");
    assertThat(said.getComment()).isEqualTo("on it");

    answer =
        post(
            "/api/series/odd%2F7/feedback",
            "{\"feedback\": \"expected\", \"until\": \"2026-01-02T12:00:00+01:00\"}");
    assertThat(answer.get("partition").asInt()).isEqualTo(1 - usual);
    assertThat(answer.get("alert").isNull()).isTrue();
    said = feedbackAt(answer, series);
    assertThat(said.getFeedback()).isEqualTo(AlertFeedback.EXPECTED);
    assertThat(said.getAlert()).isNull();
    assertThat(said.getUntil()).isEqualTo(Instant.parse("2026-01-02T11:00:00Z"));
  }
}
