package io.tidegate.stream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.stream.TidegateApplication;
import io.tidegate.stream.broker.EmbeddedBroker;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.topology.TopicCreation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InspectCommandIT {
  private static final int COUNT = 60;
  private static final long START = 1_769_882_400L;

  @TempDir static Path brokerDirectory;
  @TempDir Path directory;

  private static EmbeddedBroker broker;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(brokerDirectory, 0);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private static void fill(String topic, int count, IntFunction<String> values) throws Exception {
    Map<String, Object> clients = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (Admin admin = Admin.create(clients)) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
    try (var producer =
        new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < count; i++) {
        producer.send(new ProducerRecord<>(topic, values.apply(i).getBytes(UTF_8))).get();
      }
    }
  }

  private int inspect(Path config, String topic, String... more) {
    CommandLine command =
        TidegateMain.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> arguments =
        new ArrayList<>(List.of("inspect", "--topic", topic, "--config", config + ""));
    arguments.addAll(List.of(more));
    return command.execute(arguments.toArray(String[]::new));
  }

  private Path config(String name) throws Exception {
    return Files.write(
        directory.resolve("plant.properties"),
        List.of(
            "kafka.bootstrap.servers=" + broker.bootstrapServers(),
            "tidegate.http.port=0",
            "tidegate.application.id=" + name,
            "tidegate.topics.prefix=" + name + ".",
            "tidegate.state.dir=" + directory.resolve("state")));
  }

  /** What a user does: the lines that are printed are pasted into the configuration, and run. */
  private void pasteAndForecast(Path config, int series) throws Exception {
    Files.writeString(config, out.toString(), StandardOpenOption.APPEND);
    StreamSettings settings = StreamSettings.load(config, Map.of(), Map.of());
    TopicCreation.create(settings.kafka(), settings.topics(), 1, (short) 1);
    try (TidegateApplication application = TidegateApplication.start(settings)) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> application.view().status().forecasts() == COUNT);
      assertThat(application.view().status().series()).isEqualTo(series);
    }
  }

  @Test
  void theLinesThatArePrintedOfFlatJsonForecastIt() throws Exception {
    Path config = config("json");
    fill(
        "plant.json",
        COUNT,
        i ->
            "{\"device\":\"pump-%d\",\"ts\":%d,\"temp\":%d.5}"
                .formatted(i % 2, (START + i / 2 * 60L) * 1_000, i));
    assertThat(inspect(config, "plant.json")).isZero();
    assertThat(out.toString()).contains("pump-0: 30 values, step PT1M");
    pasteAndForecast(config, 2);
  }

  @Test
  void theLinesThatArePrintedOfCsvForecastItThoughItsHeaderIsNotInTheSample() throws Exception {
    Path config = config("csv");
    fill(
        "plant.csv",
        COUNT + 1,
        i -> i == 0 ? "time,site,flow" : (START + i * 60L) + ",north," + i + "\r");
    assertThat(inspect(config, "plant.csv", "--sample", "20")).isZero();
    assertThat(out.toString()).contains("tidegate.input.csv.columns=time,site,flow");
    pasteAndForecast(config, 1);
  }

  @Test
  void whatCannotBeReadIsToldInOneLine() throws Exception {
    Path config = config("none");
    fill("plant.empty", 0, i -> "");
    fill("plant.words", 3, i -> "some words");
    assertThat(inspect(config, "plant.empty")).isEqualTo(1);
    assertThat(err.toString()).contains("holds no record with a value");
    assertThat(inspect(config, "plant.words")).isEqualTo(1);
    assertThat(err.toString()).contains("no field with numbers");
    assertThat(inspect(config, "no.such.topic")).isEqualTo(1);
    assertThat(err.toString()).contains("no topic no.such.topic");
    assertThat(inspect(config, "plant.words", "--sample", "0")).isEqualTo(2);
  }
}
