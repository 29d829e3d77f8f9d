package io.tidegate.stream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.schema.KnownFutureEvent;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.stream.broker.EmbeddedBroker;
import io.tidegate.wire.SingleObjectSerde;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandIT {
  private static final String TOPIC = "tidegate.observations";

  @TempDir static Path brokerDirectory;
  @TempDir Path directory;

  private static EmbeddedBroker broker;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void startBroker() throws Exception {
    broker = EmbeddedBroker.start(brokerDirectory, 0);
    try (Admin admin = Admin.create(clients())) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void aFileArrivesWithItsTimesInTheEventsAndTheHourOfSendingInKafka() throws Exception {
    Path file =
        Files.write(
            directory.resolve("old.csv"),
            List.of("time,a,b", "1990-01-01 00:00:00,1,2", "1990-01-01 01:00:00,oops,4"));
    Instant before = Instant.now();
    long start = end();

    int code =
        tidegate("replay", file.toString(), "--speed", "max", "--bootstrap-servers", servers());

    assertThat(code).isZero();
    assertThat(out.toString()).contains("2 rows: 3 observations of 2 series sent", "1 bad rows");
    assertThat(err.toString()).contains("line 3: column a: 'oops' is no finite number; skipped");
    List<ConsumerRecord<String, SpecificRecord>> records = readFrom(start, 3);
    assertThat(records).extracting(ConsumerRecord::key).containsExactly("old.a", "old.b", "old.b");
    ObservationEvent last = (ObservationEvent) records.get(2).value();
    assertThat(last.getTime()).isEqualTo(Instant.parse("1990-01-01T01:00:00Z"));
    assertThat(last.getValue()).isEqualTo(4);
    assertThat(records).allMatch(record -> record.timestamp() >= before.toEpochMilli());
  }

  @Test
  void covariatesArriveWithTheirRowsAndAsKnownFuturesBeforeThem() throws Exception {
    Path file =
        Files.write(
            directory.resolve("shop.csv"),
            List.of("time,sold,holiday", "2020-01-01,1,0", "2020-01-02,2,1", "2020-01-03,,1"));
    long start = end();

    int code =
        tidegate(
            "replay",
            file.toString(),
            "--covariate",
            "holiday",
            "--announce",
            "1",
            "--speed",
            "max",
            "--bootstrap-servers",
            servers());

    assertThat(code).isZero();
    assertThat(out.toString()).contains("2 observations of 1 series sent, 2 known futures");
    assertThat(readFrom(start, 4))
        .extracting(record -> record.key() + " " + record.value().getSchema().getName())
        .containsExactly(
            "shop.sold KnownFutureEvent",
            "shop.sold ObservationEvent",
            "shop.sold KnownFutureEvent",
            "shop.sold ObservationEvent");
    assertThat(readFrom(start, 4))
        .extracting(ConsumerRecord::value)
        .contains(
            new KnownFutureEvent(Instant.parse("2020-01-02T00:00:00Z"), Map.of("holiday", 1.)),
            new ObservationEvent(Instant.parse("2020-01-02T00:00:00Z"), 2., Map.of("holiday", 1.)),
            new KnownFutureEvent(Instant.parse("2020-01-03T00:00:00Z"), Map.of("holiday", 1.)));
  }

  @Test
  void aWrongColumnIsOneLineAndSendsNothing() throws Exception {
    Path file = Files.write(directory.resolve("x.csv"), List.of("time,a", "1990-01-01,1"));
    long start = end();

    int code =
        tidegate("replay", file.toString(), "--value", "b", "--bootstrap-servers", servers());

    assertThat(code).isEqualTo(2);
    assertThat(err.toString().strip().lines()).hasSize(1);
    assertThat(err.toString()).contains("no column b; its columns are time, a");
    assertThat(end()).isEqualTo(start);
  }

  @Test
  void aMissingTopicIsNamedWithTheCommandThatMakesIt() throws Exception {
    Path file = Files.write(directory.resolve("x.csv"), List.of("time,a", "1990-01-01,1"));

    int code =
        tidegate("replay", file.toString(), "--topic", "none", "--bootstrap-servers", servers());

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("no topic none at " + servers(), "tidegate topics create");
  }

  @Test
  void withoutKafkaItAsksForIt() throws Exception {
    Path file = Files.write(directory.resolve("x.csv"), List.of("time,a", "1990-01-01,1"));

    int code = tidegate("replay", file.toString());

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("--bootstrap-servers");
  }

  private int tidegate(String... arguments) {
    CommandLine command =
        TidegateMain.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  private static String servers() {
    return broker.bootstrapServers();
  }

  private static long end() throws IOException {
    try (var consumer = consumer()) {
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      return consumer.endOffsets(List.of(partition)).get(partition);
    }
  }

  private static List<ConsumerRecord<String, SpecificRecord>> readFrom(long offset, int count) {
    List<ConsumerRecord<String, SpecificRecord>> records = new ArrayList<>();
    try (var consumer = consumer()) {
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seek(partition, offset);
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (records.size() < count && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  private static KafkaConsumer<String, SpecificRecord> consumer() {
    return new KafkaConsumer<>(
        clients(), new StringDeserializer(), new SingleObjectSerde().deserializer());
  }

  private static Map<String, Object> clients() {
    return Map.of("bootstrap.servers", servers());
  }
}
