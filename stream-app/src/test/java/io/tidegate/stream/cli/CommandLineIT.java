package io.tidegate.stream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.ForecastState;
import io.tidegate.stream.broker.EmbeddedBroker;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.models.TestModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineIT {
  @TempDir static Path brokerDirectory;
  @TempDir Path directory;

  private static EmbeddedBroker broker;
  private String prefix;
  private Path config;
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
  void writeConfiguration(TestInfo test) throws IOException {
    prefix = test.getTestMethod().orElseThrow().getName() + ".";
    config =
        Files.write(
            directory.resolve("tidegate.properties"),
            List.of(
                "kafka.bootstrap.servers=" + broker.bootstrapServers(),
                "tidegate.topics.prefix=" + prefix,
                "tidegate.application.id=" + prefix + "app",
                "tidegate.http.port=0",
                "tidegate.state.dir=" + directory.resolve("state")));
  }

  private int tidegate(String... arguments) {
    StringWriter written = new StringWriter();
    StringWriter complained = new StringWriter();
    CommandLine command =
        TidegateMain.commandLine()
            .setOut(new PrintWriter(written))
            .setErr(new PrintWriter(complained));
    int code = command.execute(arguments);
    out = written.toString();
    err = complained.toString();
    return code;
  }

  private int withConfig(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--config";
    all[arguments.length + 1] = config.toString();
    return tidegate(all);
  }

  private void assertOneLine(String... words) {
    assertThat(err.lines()).as(err).hasSize(1);
    assertThat(err).contains(words);
  }

  private List<String> ourTopics() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      return admin.listTopics().names().get().stream().filter(t -> t.startsWith(prefix)).toList();
    }
  }

  @Test
  void aTickGoesToEveryPartitionOfTheObservations() throws Exception {
    assertThat(withConfig("tick")).isEqualTo(1);
    assertOneLine("no topic " + prefix + "observations", "tidegate topics create");
    assertThat(withConfig("topics", "create", "--partitions", "3")).isZero();
    assertThat(withConfig("tick", "--time", "2026-03-01T00:00:00Z")).isZero();
    assertThat(out).isEqualTo("tick 2026-03-01T00:00:00Z: 3 partitions" + System.lineSeparator());
    assertThat(withConfig("tick", "--time", "noon")).isEqualTo(2);
    assertThat(err).contains("NOW", "2026-03-01T00:00:00Z", "noon");
    assertThat(withConfig("tick", "--time", "2026-03-01T00:00:00Z", "--every", "PT1S"))
        .isEqualTo(2);
    assertThat(withConfig("tick", "--every", "PT0S")).isEqualTo(2);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      for (int partition = 0; partition < 3; partition++) {
        TopicPartition of = new TopicPartition(prefix + "observations", partition);
        assertThat(
                admin
                    .listOffsets(Map.of(of, OffsetSpec.latest()))
                    .partitionResult(of)
                    .get()
                    .offset())
            .isEqualTo(1);
      }
    }
  }

  @Test
  void aMissingTopicIsNamedWithTheCommandThatMakesIt() {
    assertThat(withConfig("run")).isEqualTo(1);
    assertOneLine(prefix + "observations", "tidegate topics create");
  }

  @Test
  void topicsAreMadeOnceAndLeftAloneAfterwards() throws Exception {
    assertThat(withConfig("topics", "create", "--partitions", "2")).isZero();
    assertThat(out.lines()).hasSize(9).allMatch(line -> line.startsWith("created"));
    assertThat(withConfig("topics", "create", "--partitions", "3")).isZero();
    assertThat(out.lines()).hasSize(9).allMatch(line -> line.startsWith("exists"));
    assertThat(ourTopics()).hasSize(9);
  }

  @Test
  void topicsThatCannotAllBeMadeAreNotMadeAtAll() throws Exception {
    assertThat(withConfig("topics", "create", "--replication", "3")).isEqualTo(1);
    assertOneLine("replication");
    assertThat(ourTopics()).isEmpty();
  }

  @Test
  void wrongNumbersOfPartitionsAndCopiesAreWrongUse() {
    assertThat(withConfig("topics", "create", "--partitions", "0")).isEqualTo(2);
    assertThat(err).contains("--partitions");
    assertThat(withConfig("topics", "create", "--replication", "0")).isEqualTo(2);
    assertThat(err).contains("--replication");
  }

  @Test
  void aBrokerThatDoesNotAnswerIsToldInBoundedTime() {
    assertThat(tidegate("run", "--set", "kafka.bootstrap.servers=127.0.0.1:1")).isEqualTo(1);
    assertOneLine("127.0.0.1:1", "kafka.bootstrap.servers");
  }

  @Test
  void noBrokerAtAllIsAWrongConfiguration() {
    for (String command : new String[] {"run", "audit"}) {
      assertThat(tidegate(command)).isEqualTo(2);
      assertOneLine("kafka.bootstrap.servers is missing");
    }
  }

  @Test
  void anUnknownKeyIsAWrongConfiguration() {
    assertThat(withConfig("run", "--set", "tidegate.http.prt=1")).isEqualTo(2);
    assertOneLine("tidegate.http.prt", "tidegate.http.port");
  }

  @Test
  void aKeyThatKafkaRefusesIsAWrongConfiguration() {
    assertThat(withConfig("run", "--set", "kafka.security.protocol=NONE")).isEqualTo(2);
    assertOneLine("security.protocol", "NONE");
  }

  @Test
  void aTakenPortIsAWrongConfigurationAndNothingWasRead() throws Exception {
    withConfig("topics", "create", "--partitions", "1");
    try (ServerSocket taken =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      String port = "tidegate.http.port=" + taken.getLocalPort();
      assertThat(withConfig("run", "--set", port)).isEqualTo(2);
      assertOneLine(Integer.toString(taken.getLocalPort()), "tidegate.http.port");
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      assertThat(admin.listGroups().all().get())
          .noneMatch(group -> group.groupId().startsWith(prefix));
    }
  }

  @Test
  void aStateDirectoryThatCannotBeUsedIsAWrongConfiguration() throws IOException {
    withConfig("topics", "create", "--partitions", "1");
    Path file = Files.writeString(directory.resolve("file"), "");
    assertThat(withConfig("run", "--set", "tidegate.state.dir=" + file)).isEqualTo(2);
    assertOneLine("tidegate.state.dir", file.toString());
  }

  @Test
  void theAuditOfNothingAddsUp() {
    withConfig("topics", "create", "--partitions", "2");
    assertThat(withConfig("audit")).isZero();
    assertThat(out).contains("adds up");
    assertThat(err).isEmpty();
  }

  @Test
  void theAuditSaysWhatDoesNotAddUp() throws Exception {
    withConfig("topics", "create", "--partitions", "1");
    writeAForecastOfNothing();
    assertThat(withConfig("audit")).isEqualTo(1);
    assertThat(out)
        .contains("0 observations were accepted, 1 have a forecast")
        .contains("1 records were processed, 0 are accounted for")
        .contains("does not add up");
  }

  private void writeAForecastOfNothing() throws Exception {
    StreamSettings settings = StreamSettings.load(config, Map.of(), Map.of());
    byte[] stray = settings.serde().serializer().serialize("", forecastOfNothing());
    try (var producer =
            new KafkaProducer<>(
                settings.kafka(), new ByteArraySerializer(), new ByteArraySerializer());
        Admin admin = Admin.create(settings.kafka())) {
      String observations = settings.topics().observations();
      producer.send(new ProducerRecord<>(observations, new byte[1], new byte[1])).get();
      producer.send(new ProducerRecord<>(settings.topics().forecasts(), new byte[1], stray)).get();
      admin
          .alterConsumerGroupOffsets(
              settings.applicationId(),
              Map.of(new TopicPartition(observations, 0), new OffsetAndMetadata(1)))
          .all()
          .get();
    }
  }

  @Test
  void theVerificationOfNothingFindsNoDifference() {
    withConfig("topics", "create", "--partitions", "2");
    assertThat(withConfig("verify")).isZero();
    assertThat(out).contains("0 forecasts compared byte for byte, 0 differ");
  }

  @Test
  void offsetsThatAreNoneAreWrongUse() {
    withConfig("topics", "create", "--partitions", "2");
    assertThat(withConfig("verify", "--from", "yesterday")).isEqualTo(2);
    assertThat(err).contains("--from", "PARTITION:OFFSET", "yesterday");
    assertThat(withConfig("verify", "--to", "2:10")).isEqualTo(2);
    assertThat(err).contains("no partition 2");
  }

  @Test
  void aForecastThatNothingLedToProvesNothing() throws Exception {
    withConfig("topics", "create", "--partitions", "1");
    writeAForecastOfNothing();
    assertThat(withConfig("verify")).isEqualTo(1);
    assertThat(out).contains("no version was ever recorded", "proves nothing");
  }

  @Test
  void aVersionThatNobodyPublishedCannotBeAskedAbout() {
    withConfig("topics", "create", "--partitions", "1");
    assertThat(withConfig("verify", "--model", "5")).isEqualTo(1);
    assertOneLine("no valid snapshot of version 5");
    assertThat(withConfig("verify", "--model", "0")).isEqualTo(1);
    assertThat(out).contains("recorded", "v0");
  }

  @Test
  void theVersionsAreListedAndShownAsTextAndAsJson() throws Exception {
    withConfig("topics", "create", "--partitions", "1");
    publishVersion(1);
    assertThat(withConfig("models", "list")).isZero();
    assertThat(out.lines()).hasSize(3);
    assertThat(out).contains("proposed", "champion", "ships with the software", "candidate");
    assertThat(err).isEmpty();
    assertThat(withConfig("models", "list", "--json")).isZero();
    JsonNode list = new ObjectMapper().readTree(out);
    assertThat(list.at("/plan/champion").asLong(-1)).isZero();
    assertThat(list.at("/versions/1/state").asText()).isEqualTo("CANDIDATE");
    assertThat(list.at("/versions/1/lineage/parentVersion").asLong(-1)).isZero();

    assertThat(withConfig("models", "show", "1")).isZero();
    assertThat(out).contains("default/1: candidate", "seed", "chain", "1 <- 0 (other bytes");
    assertThat(withConfig("models", "show", "1", "--json")).isZero();
    assertThat(new ObjectMapper().readTree(out).at("/chain/0/version").asLong(-1)).isZero();
    assertThat(withConfig("models", "show", "7")).isEqualTo(1);
    assertOneLine("version 7", "tidegate models list");
    assertThat(withConfig("models")).isEqualTo(2);
  }

  private void publishVersion(long version) throws Exception {
    StreamSettings settings = StreamSettings.load(config, Map.of(), Map.of());
    try (var producer =
        new KafkaProducer<>(
            settings.kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] snapshot =
          settings
              .serde()
              .serializer()
              .serialize("", TestModels.snapshot(version, version * Float.MIN_NORMAL));
      byte[] key = ("default/" + version).getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(settings.topics().models(), key, snapshot)).get();
    }
  }

  @Test
  void aPersonPromotesPinsAndRollsBack() throws Exception {
    withConfig("topics", "create", "--partitions", "1");
    publishVersion(1);
    publishVersion(2);
    assertThat(withConfig("models", "promote", "1", "--reason", "it looks better")).isZero();
    assertThat(out)
        .contains("default: version 1 takes over from version 0")
        .contains("decided at", "at its next record");
    assertThat(withConfig("models", "pin", "2")).isZero();
    assertThat(withConfig("models", "rollback")).isEqualTo(1);
    assertOneLine("version 2 is pinned", "unpin first");
    assertThat(withConfig("models", "list")).isZero();
    assertThat(out).contains("champion, pinned", "it looks better");
    assertThat(withConfig("models", "unpin")).isZero();
    assertThat(withConfig("models", "rollback")).isZero();
    assertThat(out).contains("back to version 1 from version 2");
    assertThat(withConfig("models", "show", "2")).isZero();
    assertThat(out).contains("default/2: rolled back", "pinned at", "by operator");
    assertThat(withConfig("models", "promote", "7")).isEqualTo(1);
    assertOneLine("version 7 cannot be used", "usable are 0, 1, 2");
    assertThat(withConfig("models", "promote")).isEqualTo(2);
  }

  private static ForecastEvent forecastOfNothing() {
    return ForecastEvent.newBuilder()
        .setSourcePartition(0)
        .setSourceOffset(0)
        .setOrigin(Instant.EPOCH)
        .setValue(0)
        .setStepMillis(0)
        .setState(ForecastState.COLD)
        .setModelName("default")
        .setModelVersion(0)
        .setHorizon(0)
        .setQuantileCount(0)
        .setQuantileLevels(ByteBuffer.allocate(0))
        .setQuantiles(ByteBuffer.allocate(0))
        .build();
  }
}
