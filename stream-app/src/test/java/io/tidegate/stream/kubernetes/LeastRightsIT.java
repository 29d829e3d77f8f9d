package io.tidegate.stream.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.schema.SeriesChange;
import io.tidegate.schema.SeriesChangeEvent;
import io.tidegate.stream.TidegateApplication;
import io.tidegate.stream.broker.GuardedBroker;
import io.tidegate.stream.broker.WatchingAuthorizer;
import io.tidegate.stream.broker.WatchingAuthorizer.Asked;
import io.tidegate.stream.config.StreamSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both processes under exactly the rights that the manifests give them. */
class LeastRightsIT {
  private static final String STREAM = "tidegate-stream";
  private static final String TRAINER = "tidegate-trainer";
  private static final String SOURCE = "tidegate-source";
  private static final Path JAR = Path.of("../model/trainer/target/tidegate-trainer.jar");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int RECORDS = 300;

  private static final Map<String, ResourceType> TYPES =
      Map.of(
          "topic", ResourceType.TOPIC,
          "group", ResourceType.GROUP,
          "transactionalId", ResourceType.TRANSACTIONAL_ID);

  @TempDir Path directory;

  @Test
  void bothProcessesNeedTheRightsThatTheyAreGivenAndNoOthers() throws Exception {
    assumeTrue(Files.isRegularFile(JAR), "the trainer is not built");
    Set<String> users =
        Manifests.ofStrimzi("KafkaUser").stream()
            .map(Manifests.Resource::name)
            .collect(Collectors.toSet());
    try (GuardedBroker broker = GuardedBroker.start(directory.resolve("broker"), users)) {
      prepare(broker);
      StreamSettings settings = StreamSettings.load(null, Map.of(), stream(broker));
      try (TidegateApplication application = TidegateApplication.start(settings)) {
        observe(broker, settings, 0);
        awaitForecasts(application, RECORDS);
        train(broker, () -> promoted(application));
        // The version before now runs beside the new one.
        observe(broker, settings, RECORDS);
        awaitForecasts(application, 2 * RECORDS);
        train(broker, () -> Files.readString(log()).contains("from version 1"));
        forget(broker, settings);
        awaitSeries(application, 0);
      }
      // Again, with nothing on disk: it restores what it wrote.
      Map<String, String> elsewhere = stream(broker);
      elsewhere.put("tidegate.state.dir", directory.resolve("elsewhere").toString());
      StreamSettings again = StreamSettings.load(null, Map.of(), elsewhere);
      try (TidegateApplication application = TidegateApplication.start(again)) {
        await("a restored state").atMost(PATIENCE).until(() -> application.health().ready());
      }
    }
    assertThat(refused()).as("refused").isEmpty();
    assertThat(unused()).as("rights that nobody used").isEmpty();
  }

  private void prepare(GuardedBroker broker) throws Exception {
    List<NewTopic> topics = new ArrayList<>();
    for (Manifests.Resource topic : Manifests.ofStrimzi("KafkaTopic")) {
      Map<String, String> configs = new HashMap<>();
      topic
          .document()
          .at("/spec/config")
          .properties()
          .forEach(one -> configs.put(one.getKey(), one.getValue().asText()));
      configs.remove("min.insync.replicas");
      int partitions = Math.min(2, topic.document().at("/spec/partitions").asInt());
      topics.add(new NewTopic(topic.name(), partitions, (short) 1).configs(configs));
    }
    try (Admin admin = Admin.create(Map.copyOf(broker.client(GuardedBroker.ADMINISTRATOR)))) {
      admin.createTopics(topics).all().get();
      admin.createAcls(rights()).all().get();
    }
  }

  /** What the User Operator makes of the manifests. */
  private static List<AclBinding> rights() {
    List<AclBinding> rights = new ArrayList<>();
    for (Manifests.Resource user : Manifests.ofStrimzi("KafkaUser")) {
      for (JsonNode rule : user.document().at("/spec/authorization/acls")) {
        JsonNode of = rule.get("resource");
        PatternType pattern =
            of.get("patternType").asText().equals("prefix")
                ? PatternType.PREFIXED
                : PatternType.LITERAL;
        ResourcePattern resource =
            new ResourcePattern(
                TYPES.get(of.get("type").asText()), of.get("name").asText(), pattern);
        for (JsonNode operation : rule.get("operations")) {
          rights.add(
              new AclBinding(
                  resource,
                  new AccessControlEntry(
                      "User:" + user.name(),
                      "*",
                      AclOperation.fromString(operation.asText()),
                      AclPermissionType.ALLOW)));
        }
      }
    }
    return rights;
  }

  private Map<String, String> stream(GuardedBroker broker) {
    Map<String, String> keys = new TreeMap<>();
    broker.client(STREAM).forEach((key, value) -> keys.put("kafka." + key, value));
    keys.put("tidegate.application.id", Manifests.settings().get("TIDEGATE_APPLICATION_ID"));
    keys.put("tidegate.state.dir", directory.resolve("state").toString());
    keys.put("tidegate.http.port", "0");
    // Nobody listens on the port of nothing; the groups read all the same.
    keys.put("tidegate.alert.webhook.url", "http://127.0.0.1:1/");
    keys.put("tidegate.alert.alertmanager.url", "http://127.0.0.1:1/");
    keys.put("tidegate.alert.limits.patterns", "*=..1000");
    return keys;
  }

  private static void awaitForecasts(TidegateApplication application, int count) {
    await("forecasts")
        .atMost(PATIENCE)
        .until(() -> application.view().status().forecasts() >= count);
  }

  /** Hourly values from that hour on; the last is beyond its limit. */
  private static void observe(GuardedBroker broker, StreamSettings settings, int first)
      throws Exception {
    String topic = settings.topics().observations();
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    try (KafkaProducer<byte[], byte[]> producer = source(broker)) {
      // A record that cannot be read, which is a dead letter.
      producer.send(new ProducerRecord<>(topic, bytes("refused"), bytes("refused"))).get();
      for (int i = first; i < first + RECORDS; i++) {
        double value =
            i == first + RECORDS - 1 ? 5_000 : 100 + 10 * Math.sin(i * Math.PI / 12) + i % 5;
        ObservationEvent event =
            ObservationEvent.newBuilder()
                .setTime(start.plus(Duration.ofHours(i)))
                .setValue(value)
                .build();
        byte[] encoded = settings.serde().serializer().serialize(topic, event);
        producer.send(new ProducerRecord<>(topic, bytes("a"), encoded)).get();
      }
    }
  }

  private static KafkaProducer<byte[], byte[]> source(GuardedBroker broker) {
    return new KafkaProducer<>(
        Map.copyOf(broker.client(SOURCE)), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** What leaves tombstones in all output topics. */
  private static void forget(GuardedBroker broker, StreamSettings settings) throws Exception {
    String topic = settings.topics().observations();
    SeriesChangeEvent event =
        SeriesChangeEvent.newBuilder()
            .setChange(SeriesChange.FORGET)
            .setTime(Instant.parse("2026-02-01T00:00:00Z"))
            .build();
    byte[] encoded = settings.serde().serializer().serialize(topic, event);
    try (KafkaProducer<byte[], byte[]> producer = source(broker)) {
      producer.send(new ProducerRecord<>(topic, bytes("a"), encoded)).get();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void awaitSeries(TidegateApplication application, int count) {
    await("series in view")
        .atMost(PATIENCE)
        .until(() -> application.view().status().series() == count);
  }

  private static boolean promoted(TidegateApplication application) {
    return application.view().decisions("default").stream()
        .anyMatch(decision -> decision.getDecision() == ModelDecision.PROMOTED);
  }

  private Path log() {
    return directory.resolve("trainer.log");
  }

  /** Runs the trainer until something is so. */
  private void train(GuardedBroker broker, Callable<Boolean> end) throws Exception {
    List<String> lines = new ArrayList<>();
    broker.client(TRAINER).forEach((key, value) -> lines.add("kafka." + key + "=" + value));
    lines.add("tidegate.trainer.period=PT1S");
    lines.add("tidegate.trainer.min.observations=100");
    lines.add("tidegate.trainer.batches.first=2");
    lines.add("tidegate.trainer.gate.offline=off");
    lines.add("tidegate.trainer.reject.above=100");
    Path file = Files.write(directory.resolve("trainer.properties"), lines);
    Process trainer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toString(),
                "run",
                "--config",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log().toFile())
            .start();
    try {
      await("the trainer").atMost(PATIENCE).until(end);
    } finally {
      trainer.destroy();
      trainer.onExit().join();
    }
  }

  /** What one of the users wanted and did not get, but for what only makes a client do less. */
  private static List<Asked> refused() {
    return WatchingAuthorizer.asked().stream()
        .filter(one -> !one.allowed() && one.essential())
        .distinct()
        .toList();
  }

  /** Rights of both processes that were not asked for. */
  private static List<AclBinding> unused() {
    List<Asked> asked = WatchingAuthorizer.asked();
    return rights().stream()
        .filter(right -> asked.stream().noneMatch(one -> uses(one, right)))
        .toList();
  }

  /** Whoever describes a topic is told what he may do with it, which is asked, too, but no use. */
  private static boolean uses(Asked asked, AclBinding right) {
    ResourcePattern of = right.pattern();
    String name = asked.resource().name();
    return asked.essential()
        && right.entry().principal().equals("User:" + asked.user())
        && right.entry().operation() == asked.operation()
        && of.resourceType() == asked.resource().resourceType()
        && (of.patternType() == PatternType.PREFIXED
            ? name.startsWith(of.name())
            : name.equals(of.name()));
  }
}
