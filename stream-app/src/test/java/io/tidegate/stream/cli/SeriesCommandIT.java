package io.tidegate.stream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.stream.TidegateApplication;
import io.tidegate.stream.audit.Audit;
import io.tidegate.stream.audit.AuditReport;
import io.tidegate.stream.broker.EmbeddedBroker;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.KafkaTopicLog;
import io.tidegate.stream.log.LogCursor;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.stream.topology.TopicCreation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** On the whole application and a broker. */
class SeriesCommandIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path directory;

  private static EmbeddedBroker broker;
  private static StreamSettings settings;
  private static TidegateApplication application;
  private static Path config;
  private String out;
  private String err;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
    config =
        Files.write(
            directory.resolve("tidegate.properties"),
            List.of(
                "kafka.bootstrap.servers=" + broker.bootstrapServers(),
                "tidegate.state.dir=" + directory.resolve("state"),
                "tidegate.http.port=0",
                "tidegate.step=PT10M"));
    settings = StreamSettings.load(config, Map.of(), Map.of());
    TopicCreation.create(settings.kafka(), settings.topics(), 2, (short) 1);
    application = TidegateApplication.start(settings);
  }

  @AfterAll
  static void stop() {
    application.close();
    broker.close();
  }

  private int series(String... arguments) {
    List<String> all = new ArrayList<>(List.of("series"));
    all.addAll(Arrays.asList(arguments));
    return run(all.toArray(String[]::new));
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
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

  private static void observe(String series, int from, int to) {
    String topic = settings.topics().observations();
    try (var producer =
        new KafkaProducer<>(
            settings.kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int slot = from; slot < to; slot++) {
        ObservationEvent event =
            ObservationEvent.newBuilder()
                .setTime(START.plus(Duration.ofMinutes(10L * slot)))
                .setValue(100 + 10 * Math.sin(slot * .2) + slot % 3)
                .build();
        var unused =
            producer.send(
                new ProducerRecord<>(
                    topic,
                    series.getBytes(StandardCharsets.UTF_8),
                    settings.serde().serializer().serialize(topic, event)));
      }
    }
  }

  /** The forecasts of a series; null for a tombstone. */
  private static List<ForecastEvent> forecasts(String series) {
    List<ForecastEvent> found = new ArrayList<>();
    String topic = settings.topics().forecasts();
    try (TopicLog log = new KafkaTopicLog(settings.kafka())) {
      for (int partition : log.partitions(topic)) {
        try (LogCursor cursor = log.open(topic, partition)) {
          for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
            var entry = next.get();
            if (series.equals(new String(entry.key(), StandardCharsets.UTF_8))) {
              found.add(
                  (ForecastEvent) settings.serde().deserializer().deserialize("", entry.value()));
            }
          }
        }
      }
    }
    return found;
  }

  private static List<ForecastEvent> awaitForecasts(String series, int count) {
    await().atMost(PATIENCE).until(() -> forecasts(series).size() == count);
    return forecasts(series);
  }

  private static void assertAddsUp(int changes) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              AuditReport report = Audit.take(settings);
              assertThat(report.addsUp()).as(report.text()).isTrue();
              assertThat(report.partitions()).allMatch(partition -> partition.waiting() == 0);
              assertThat(report.partitions().stream().mapToLong(p -> p.ledger().changes()).sum())
                  .isEqualTo(changes);
            });
  }

  private static JsonNode body(String path) throws Exception {
    return JSON.readTree(answer(path).body());
  }

  private static int status(String path) throws Exception {
    return answer(path).statusCode();
  }

  private static HttpResponse<String> answer(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(application.page() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aSeriesIsExportedResetAndImportedAndItsNextForecastIsTheSameBitForBit() throws Exception {
    observe("sales", 0, 60);
    observe("control", 0, 60);
    awaitForecasts("sales", 60);
    awaitForecasts("control", 60);
    Path file = directory.resolve("sales.json");

    assertThat(series("show", "sales")).as(err).isZero();
    assertThat(out).contains("step               PT10M", "steps ahead", "ring", "alerts");
    assertThat(series("list", "--series", "s*", "--json")).as(err).isZero();
    JsonNode listed = JSON.readTree(out);
    assertThat(listed.get("total").asInt()).isEqualTo(1);
    assertThat(listed.get("series").get(0).get("stepMillis").asInt()).isEqualTo(600_000);

    assertThat(series("export", "sales", "--to", file.toString())).as(err).isZero();
    JsonNode exported = JSON.readTree(file.toFile());
    assertThat(exported.get("forecast").get("scaler").get("rows").asInt()).isEqualTo(60);
    assertThat(series("export", "sales", "--to", file.toString())).isEqualTo(1);
    assertThat(err).contains("it must not exist yet");

    assertThat(series("reset", "sales", "--by", "Ada")).as(err).isZero();
    assertThat(out).contains("series sales: reset, at offset ");
    assertThat(series("import", file.toString())).as(err).isZero();
    assertThat(series("import", file.toString(), "--as", "copy")).as(err).isZero();
    for (String series : List.of("sales", "control", "copy")) {
      observe(series, 60, 61);
    }
    ForecastEvent expected = awaitForecasts("control", 61).get(60);
    ForecastEvent again = awaitForecasts("sales", 61).get(60);
    assertThat(again.getQuantiles()).isEqualTo(expected.getQuantiles());
    assertThat(again.getState()).isEqualTo(expected.getState());
    assertThat(awaitForecasts("copy", 1).get(0).getQuantiles()).isEqualTo(expected.getQuantiles());

    assertThat(run("what-if", "sales", "--json")).as(err).isZero();
    JsonNode hypothetical = JSON.readTree(out);
    assertThat(hypothetical.get("sourceOffset").asLong()).isEqualTo(again.getSourceOffset());
    assertThat(body("api/series/sales/what-if")).isEqualTo(hypothetical);
    await().atMost(PATIENCE).until(() -> status("api/series/sales") == 200);
    assertThat(hypothetical.get("quantiles"))
        .isEqualTo(body("api/series/sales/forecast").get("quantiles"));
    assertThat(run("what-if", "sales", "--without", "3")).as(err).isZero();
    assertThat(out).startsWith("HYPOTHETICAL forecast of sales, in no topic");
    assertThat(run("what-if", "sales", "--model", "7")).isEqualTo(1);
    assertThat(err).contains("no valid snapshot of version 7");
    assertThat(status("api/series/sales/what-if?model=7")).isEqualTo(404);
    assertThat(status("api/series/sales/what-if?at=99999")).isEqualTo(409);
    assertThat(status("api/series/sales/what-if?at=soon")).isEqualTo(400);

    await().atMost(PATIENCE).until(() -> status("api/series/copy") == 200);
    assertThat(series("forget", "copy")).as(err).isZero();
    assertThat(out).contains("stays until their retention takes it", "tidegate.forecasts");
    assertThat(awaitForecasts("copy", 2).get(1)).isNull();
    await().atMost(PATIENCE).until(() -> status("api/series/copy") == 404);
    await().atMost(PATIENCE).until(() -> series("show", "copy") == 1);
    assertThat(err).contains("nothing is kept of series copy", "tidegate series list");
    assertThat(application.failure()).isEmpty();
    assertAddsUp(4);
  }

  @Test
  void whatCannotBeImportedIsRefusedBeforeItIsWritten() throws Exception {
    observe("other", 0, 3);
    awaitForecasts("other", 3);
    assertThat(series("export", "other")).as(err).isZero();
    String json = out;
    refused(
        json.replaceFirst("\"level\" : [0-9.]+", "\"level\" : 17.5"), "the fields were changed");
    refused(json.replaceFirst("\"forecast\" : 3", "\"forecast\" : 9"), "format 9 of forecast");
    refused(json.replaceFirst("\"slot\" : ", "\"slat\" : "), "field slot is missing");
    refused("{}", "expected the JSON of tidegate series export");
    refused("[", "expected the JSON of tidegate series export");
    assertThat(series("reset", "nobody")).isEqualTo(1);
    assertThat(series("import", directory.resolve("none.json").toString())).isEqualTo(1);
    assertThat(err).contains("cannot read");
    assertThat(series("list", "--sort", "size")).isEqualTo(2);
  }

  private void refused(String json, String why) throws Exception {
    Path file = Files.writeString(directory.resolve("refused.json"), json);
    assertThat(series("import", file.toString())).as(json).isEqualTo(1);
    assertThat(err).contains(why);
  }
}
