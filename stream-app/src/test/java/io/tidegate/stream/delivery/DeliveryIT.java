package io.tidegate.stream.delivery;

import static io.tidegate.stream.alerts.AlertSamples.escalated;
import static io.tidegate.stream.alerts.AlertSamples.opened;
import static io.tidegate.stream.alerts.AlertSamples.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.AlertResolution;
import io.tidegate.stream.broker.EmbeddedBroker;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.topology.TopicCreation;
import io.tidegate.stream.view.LiveView;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** From the alerts topic of a real broker to a real HTTP server. */
class DeliveryIT {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final URI PAGE = URI.create("http://127.0.0.1:8080/");

  @TempDir static Path directory;
  private static EmbeddedBroker broker;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private LoopbackReceiver receiver;
  private String name;
  private StreamSettings settings;
  private LiveView view;
  private Deliveries deliveries;

  /** Kafka timestamp of what is written; null: now. */
  private Long written;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(directory, 0);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void start(TestInfo test) throws Exception {
    name = test.getTestMethod().orElseThrow().getName();
    receiver = new LoopbackReceiver();
    settings = with(Map.of());
    TopicCreation.create(settings.kafka(), settings.topics(), 2, (short) 1);
  }

  @AfterEach
  void stop() {
    if (deliveries != null) {
      deliveries.close();
      view.close();
    }
    receiver.close();
  }

  private StreamSettings with(Map<String, String> more) {
    Map<String, String> keys = new TreeMap<>(more);
    keys.put("kafka.bootstrap.servers", broker.bootstrapServers());
    keys.put("tidegate.topics.prefix", name + ".");
    keys.put("tidegate.application.id", name);
    return StreamSettings.load(null, Map.of(), keys);
  }

  private void deliver(Map<String, String> more) {
    settings = with(more);
    view = LiveView.start(settings, metrics);
    deliveries = Deliveries.start(settings, view, PAGE, metrics);
    // What was written before the first start is not delivered, so the start must be over.
    patiently().until(() -> hasOffsets());
  }

  private void restart(Map<String, String> more) {
    deliveries.close();
    view.close();
    deliver(more);
  }

  private boolean hasOffsets() throws Exception {
    try (Admin admin = Admin.create(settings.kafka())) {
      for (var group : admin.listGroups().all().get()) {
        if (group.groupId().startsWith(name + "-")
            && admin
                    .listConsumerGroupOffsets(group.groupId())
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .size()
                == 2) {
          return true;
        }
      }
      return false;
    }
  }

  private void write(int partition, AlertEvent... events) throws Exception {
    String topic = settings.topics().alerts();
    try (var producer =
        new KafkaProducer<>(
            settings.kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (AlertEvent event : events) {
        byte[] value = settings.serde().serializer().serialize(topic, event);
        byte[] key = event.getId().replaceAll("@.*", "").getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, partition, written, key, value)).get();
      }
    }
  }

  private static AlertEvent[] life(String series, long offset) {
    AlertEvent opened = opened(series, offset, START.plusSeconds(offset));
    AlertEvent severe = escalated(opened, offset + 1, START.plusSeconds(offset + 1));
    return new AlertEvent[] {
      opened,
      severe,
      resolved(severe, AlertResolution.NORMAL, offset + 2, START.plusSeconds(offset + 2))
    };
  }

  private double count(String meter) {
    return metrics.find(meter).counters().stream().mapToDouble(c -> c.count()).sum();
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofSeconds(60));
  }

  private List<String> told() {
    return receiver.taken().stream()
        .map(r -> r.json().get("id").asText() + " " + r.json().at("/event/change").asText())
        .toList();
  }

  private Map<String, String> webhook() {
    return Map.of(
        "tidegate.alert.webhook.url", receiver.address("/hook").toString(),
        "tidegate.alert.webhook.secret", "très secret",
        "tidegate.alert.webhook.attempts", "2");
  }

  @Test
  void theWebhookGetsEveryEventInOrderSignedAndWithAKeyOfItsOwn() throws Exception {
    deliver(webhook());
    write(0, life("a", 10));
    patiently().until(() -> told().size() == 3);
    assertThat(told()).containsExactly("a@0-10 OPENED", "a@0-10 ESCALATED", "a@0-10 RESOLVED");
    LoopbackReceiver.Request first = receiver.taken().get(0);
    assertThat(first.path()).isEqualTo("/hook");
    assertThat(first.header(Webhook.KEY)).isEqualTo("a%400-10/OPENED/10");
    String seconds = first.header(Signature.HEADER).replaceAll("t=(\\d+),.*", "$1");
    assertThat(first.header(Signature.HEADER))
        .isEqualTo(
            new Signature("très secret")
                .of(first.bytes(), Instant.ofEpochSecond(Long.parseLong(seconds))));
    JsonNode body = first.json();
    assertThat(body.get("series").asText()).isEqualTo("a");
    assertThat(body.get("link").asText()).isEqualTo("http://127.0.0.1:8080/#/alerts/a%400-10");
    assertThat(body.at("/event/explanation").asText()).contains("999 of 1,000");
    assertThat(body.at("/event/detectors/range").asDouble()).isEqualTo(1.25);
    assertThat(deliveries.complaint()).isEmpty();
  }

  @Test
  void whatWasThereLongBeforeTheFirstStartIsNotDelivered() throws Exception {
    Map<String, String> keys = new TreeMap<>(webhook());
    keys.put("tidegate.topic.alerts", name + ".of-the-producers-time");
    settings = with(keys);
    try (Admin admin = Admin.create(settings.kafka())) {
      NewTopic topic = new NewTopic(settings.topics().alerts(), 2, (short) 1);
      admin.createTopics(List.of(topic)).all().get();
    }
    written = System.currentTimeMillis() - Duration.ofHours(2).toMillis();
    write(0, life("old", 1));
    written = null;
    deliver(keys);
    write(0, life("new", 10));
    patiently().untilAsserted(() -> assertThat(told()).hasSize(3));
    assertThat(told()).allMatch(one -> one.startsWith("new@"));
  }

  @Test
  void aReceiverThatFailsAtFirstGetsAllOfItInOrderAndIsComplainedOfMeanwhile() throws Exception {
    deliver(webhook());
    receiver.answer(500, 429, 503);
    write(0, life("a", 10));
    patiently().until(() -> deliveries.complaint().contains("webhook did not take an alert"));
    patiently().until(() -> told().size() == 3);
    assertThat(told()).containsExactly("a@0-10 OPENED", "a@0-10 ESCALATED", "a@0-10 RESOLVED");
    assertThat(receiver.requests()).hasSize(6);
    assertThat(receiver.requests().subList(0, 4))
        .extracting(request -> request.header(Webhook.KEY))
        .containsOnly("a%400-10/OPENED/10");
    patiently().until(() -> deliveries.complaint().isEmpty());
    assertThat(count("tidegate.alert.delivered")).isEqualTo(3);
    assertThat(count("tidegate.alert.delivery.failures")).isEqualTo(3);
    assertThat(count("tidegate.alert.skipped")).isZero();
  }

  @Test
  void whatIsRefusedAgainAndAgainIsPassedOverAndTheNextIsDelivered() throws Exception {
    deliver(webhook());
    receiver.answer(400, 404);
    write(0, life("a", 10));
    patiently().until(() -> told().size() == 2);
    assertThat(told()).containsExactly("a@0-10 ESCALATED", "a@0-10 RESOLVED");
    assertThat(count("tidegate.alert.skipped")).isEqualTo(1);
  }

  @Test
  void aRestartInTheMiddleLosesNothing() throws Exception {
    deliver(webhook());
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      write(i % 2, life("series " + i, 100 + i));
      for (String change : List.of("OPENED", "ESCALATED", "RESOLVED")) {
        expected.add("series " + i + "@0-" + (100 + i) + " " + change);
      }
      if (i == 5) {
        receiver.answer(503, 503, 503);
        patiently().until(() -> !deliveries.complaint().isEmpty());
        deliveries.close();
      }
      if (i == 12) {
        restart(webhook());
      }
    }
    patiently().until(() -> told().containsAll(expected));
    assertThat(told().stream().distinct()).containsExactlyInAnyOrderElementsOf(expected);
    for (int i = 0; i < 20; i++) {
      String series = "series " + i + "@";
      assertThat(told().stream().filter(one -> one.startsWith(series)).distinct())
          .extracting(one -> one.replaceAll(".* ", ""))
          .containsExactly("OPENED", "ESCALATED", "RESOLVED");
    }
  }

  private Map<String, String> alertmanager() {
    return Map.of(
        "tidegate.alert.alertmanager.url", receiver.address("/am/").toString(),
        "tidegate.alert.alertmanager.resend", "PT2S",
        "tidegate.http.url", "https://tide.example/");
  }

  /** What was posted last under labels with these words. */
  private JsonNode last(String series, String severity) {
    JsonNode found = null;
    for (LoopbackReceiver.Request request : receiver.taken()) {
      for (JsonNode alert : request.json()) {
        if (alert.at("/labels/series").asText().equals(series)
            && alert.at("/labels/severity").asText().equals(severity)) {
          found = alert;
        }
      }
    }
    return found;
  }

  private boolean fires(String series, String severity) {
    JsonNode last = last(series, severity);
    return last != null && Instant.parse(last.get("endsAt").asText()).isAfter(Instant.now());
  }

  @Test
  void alertmanagerIsToldAgainOfWhatIsOpenAndOfItsEnd() throws Exception {
    deliver(alertmanager());
    receiver.answer(500);
    AlertEvent[] life = life("a", 10);
    write(0, life[0]);
    patiently().until(() -> fires("a", "warning"));
    assertThat(receiver.requests().get(0).path()).isEqualTo("/am/api/v2/alerts");
    assertThat(last("a", "warning").get("generatorURL").asText())
        .isEqualTo("https://tide.example/#/alerts/a%400-10");
    int before = receiver.taken().size();
    patiently().until(() -> receiver.taken().size() >= before + 2);

    write(0, life[1]);
    patiently().until(() -> fires("a", "critical") && !fires("a", "warning"));
    restart(alertmanager());
    int after = receiver.taken().size();
    patiently().until(() -> receiver.taken().size() > after);
    assertThat(fires("a", "critical")).isTrue();
    assertThat(fires("a", "warning")).isFalse();
    write(0, life[2]);
    patiently().until(() -> !fires("a", "critical"));
    assertThat(last("a", "critical").at("/annotations/resolution").asText()).isEqualTo("normal");
    assertThat(last("a", "critical").get("endsAt").asText()).isEqualTo("2026-01-01T00:00:12Z");
  }
}
