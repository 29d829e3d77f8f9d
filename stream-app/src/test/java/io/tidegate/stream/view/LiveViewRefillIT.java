package io.tidegate.stream.view;

import static org.apache.kafka.common.IsolationLevel.READ_COMMITTED;
import static org.apache.kafka.common.IsolationLevel.READ_UNCOMMITTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidegate.stream.broker.EmbeddedBroker;
import io.tidegate.stream.config.StreamSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class LiveViewRefillIT {
  @TempDir static Path directory;
  private static EmbeddedBroker broker;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();
  private StreamSettings settings;
  private Serializer<SpecificRecord> serializer;
  private KafkaProducer<byte[], byte[]> producer;

  @BeforeAll
  static void startTheBroker() {
    broker = EmbeddedBroker.start(directory, 0);
  }

  @AfterAll
  static void stopTheBroker() {
    broker.close();
  }

  @BeforeEach
  void makeTopics(TestInfo test) throws Exception {
    String name = test.getTestMethod().orElseThrow().getName();
    settings =
        StreamSettings.load(
            null,
            Map.of(),
            Map.of(
                "kafka.bootstrap.servers",
                broker.bootstrapServers(),
                "tidegate.topics.prefix",
                name + "."));
    serializer = settings.serde().serializer();
    Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (Admin admin = Admin.create(client)) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(settings.topics().forecasts(), 2, (short) 1),
                  new NewTopic(settings.topics().accuracy(), 2, (short) 1),
                  new NewTopic(settings.topics().modelDecisions(), 1, (short) 1),
                  new NewTopic(settings.topics().activations(), 1, (short) 1)))
          .all()
          .get();
    }
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", name),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
  }

  @AfterEach
  void closeTheProducer() {
    producer.close(Duration.ofSeconds(5));
  }

  @Test
  void whatWasCommittedBeforeTheStartIsThereAgainAndWhatComesIsSeen() {
    producer.beginTransaction();
    for (long t = 0; t < 3_000; t++) {
      send("left", 0, t);
      send("right", 1, t);
    }
    commitVisibly();
    try (LiveView view = LiveView.start(settings, metrics)) {
      await().until(() -> view.status().refilled());
      assertThat(view.history("left").orElseThrow().times()).hasSize(500).endsWith(2_999_000L);
      assertThat(view.history("right").orElseThrow().times()).hasSize(500);
      assertThat(view.status().forecasts()).isLessThan(2 * 2_500L);

      producer.beginTransaction();
      send("new", 0, 0);
      producer.commitTransaction();
      await().until(() -> view.history("new").isPresent());
    }
  }

  @Test
  void whatWasAbortedIsNeverSeen() {
    producer.beginTransaction();
    send("aborted", 0, 1);
    producer.flush();
    producer.abortTransaction();
    try (LiveView view = LiveView.start(settings, metrics)) {
      await().until(() -> view.status().refilled());
      producer.beginTransaction();
      send("also aborted", 0, 2);
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      send("committed", 0, 3);
      producer.commitTransaction();
      await().until(() -> view.history("committed").isPresent());
      assertThat(view.series()).extracting(SeriesSummary::key).containsExactly("committed");
    }
  }

  @Test
  void manySeriesInOnePartitionAreReadFarEnoughBack() {
    int series = 40;
    producer.beginTransaction();
    for (long t = 0; t < 600; t++) {
      for (int s = 0; s < series; s++) {
        send("series " + s, 1, t);
      }
    }
    commitVisibly();
    try (LiveView view = LiveView.start(settings, metrics)) {
      await().until(() -> view.status().refilled());
      assertThat(view.series()).hasSize(series);
      assertThat(view.series())
          .allSatisfy(
              one -> assertThat(view.history(one.key()).orElseThrow().times()).hasSize(500));
    }
  }

  @Test
  void aRecordThatCannotBeReadIsCountedAndPassedOver() {
    producer.beginTransaction();
    write(0, bytes("a"), bytes("x"));
    write(0, null, bytes("x"));
    send("a", 0, 1);
    commitVisibly();
    try (LiveView view = LiveView.start(settings, metrics)) {
      await().until(() -> view.history("a").isPresent());
      assertThat(metrics.get("tidegate.view.unreadable").counter().count()).isEqualTo(1);
    }
  }

  /** Markers are written after the commit returns; a later start must find them. */
  private void commitVisibly() {
    producer.commitTransaction();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      await().until(() -> ends(admin, READ_COMMITTED).equals(ends(admin, READ_UNCOMMITTED)));
    }
  }

  private List<Long> ends(Admin admin, IsolationLevel isolation) throws Exception {
    String topic = settings.topics().forecasts();
    var ends =
        admin.listOffsets(
            Map.of(
                new TopicPartition(topic, 0), OffsetSpec.latest(),
                new TopicPartition(topic, 1), OffsetSpec.latest()),
            new ListOffsetsOptions(isolation));
    return List.of(
        ends.partitionResult(new TopicPartition(topic, 0)).get().offset(),
        ends.partitionResult(new TopicPartition(topic, 1)).get().offset());
  }

  private void send(String key, int partition, long t) {
    String topic = settings.topics().forecasts();
    byte[] value =
        serializer.serialize(topic, ForecastSamples.drifting(t * 1_000, (double) t, 1_000, 0, 0));
    write(partition, bytes(key), value);
  }

  private void write(int partition, byte[] key, byte[] value) {
    sent.add(
        producer.send(new ProducerRecord<>(settings.topics().forecasts(), partition, key, value)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
