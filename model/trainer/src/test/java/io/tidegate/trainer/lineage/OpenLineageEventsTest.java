package io.tidegate.trainer.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidegate.schema.Lineage;
import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.schema.OffsetRange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenLineageEventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:05:00Z"), ZoneOffset.UTC);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final TrainingRun RUN =
      new TrainingRun(
          UUID.fromString("0192d3a0-0000-7000-8000-000000000001"),
          Instant.parse("2026-01-01T00:00:00Z"),
          "default",
          7,
          6,
          List.of(new OffsetRange(0, 5L, 5_160L), new OffsetRange(1, 0L, 4_000_000_000L)),
          "PT1H passed, 1000 observations were read");

  @TempDir private Path folder;

  private static LineageSettings settings(Path file, URI url, Path keyFile) {
    return new LineageSettings(
        file,
        url,
        "api/v1/lineage",
        keyFile,
        Duration.ofMillis(300),
        "tidegate",
        "kafka://broker:9092",
        "tidegate.observations",
        "tidegate.models");
  }

  private static OpenLineageEvents events(LineageSettings settings, Duration patience) {
    return new OpenLineageEvents(settings, "0.1.0", CLOCK, patience);
  }

  private static ModelDecisionEvent decision(ModelDecision decision, String reason) {
    return ModelDecisionEvent.newBuilder()
        .setName("default")
        .setVersion(7)
        .setDecision(decision)
        .setReason(reason)
        .setTime(CLOCK.instant())
        .setOffsets(RUN.offsets())
        .setLossBefore(0.3)
        .setLossAfter(0.25)
        .build();
  }

  private static ModelSnapshot snapshot() {
    Lineage lineage =
        Lineage.newBuilder()
            .setParentVersion(6)
            .setParentSha256("e".repeat(64))
            .setSeed(42)
            .setCodeVersion("0.1.0")
            .setConfigurationDigest("d".repeat(64))
            .setEnvironment("amd64 with AVX2")
            .setOffsets(RUN.offsets())
            .setSpanStart(Instant.EPOCH)
            .setSpanEnd(CLOCK.instant())
            .setObservations(10_000)
            .setSeries(3)
            .setBatches(60)
            .setClippedBatches(1)
            .setLossBefore(0.3)
            .setLossAfter(0.25)
            .setTrainingMillis(1)
            .build();
    return new ModelSnapshot(
        "default", 7L, ByteBuffer.allocate(0), "f".repeat(64), CLOCK.instant(), lineage);
  }

  private List<JsonNode> written(Path file) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      events.add(JSON.readTree(line));
    }
    return events;
  }

  @Test
  void aPromotedTrainingIsAStartAndACompleteOfOneRunInTheFile() throws IOException {
    Path file = folder.resolve("lineage.ndjson");
    try (OpenLineageEvents events = events(settings(file, null, null), PATIENCE)) {
      events.started(RUN);
      events.ended(RUN, decision(ModelDecision.PROMOTED, "better"), snapshot());
    }
    List<JsonNode> events = written(file);
    assertThat(events)
        .extracting(one -> one.at("/eventType").asText())
        .containsExactly("START", "COMPLETE");
    assertThat(events)
        .extracting(one -> one.at("/run/runId").asText())
        .containsOnly(RUN.id().toString());
    assertThat(events)
        .extracting(one -> one.at("/eventTime").asText())
        .containsExactly("2026-01-01T00:00:00Z", "2026-01-01T00:05:00Z");
    for (JsonNode event : events) {
      assertThat(event.at("/schemaURL").asText()).startsWith("https://openlineage.io/spec/");
      assertThat(event.at("/job/namespace").asText()).isEqualTo("tidegate");
      assertThat(event.at("/job/name").asText()).isEqualTo("train.default");
      JsonNode input = event.at("/inputs/0");
      assertThat(input.at("/namespace").asText()).isEqualTo("kafka://broker:9092");
      assertThat(input.at("/name").asText()).isEqualTo("tidegate.observations");
      assertThat(input.at("/inputFacets/tidegate_offsets/ranges/1/to").asLong())
          .isEqualTo(4_000_000_000L);
      assertThat(event.at("/run/facets/tidegate_training/cause").asText()).isEqualTo(RUN.cause());
      assertThat(event.at("/run/facets/tidegate_training/parentVersion").asLong()).isEqualTo(6);
    }
    JsonNode output = events.get(1).at("/outputs/0");
    assertThat(events.get(0).at("/outputs")).isEmpty();
    assertThat(output.at("/name").asText()).isEqualTo("tidegate.models/default");
    assertThat(output.at("/facets/version/datasetVersion").asText()).isEqualTo("7");
    assertThat(output.at("/facets/tidegate_model/sha256").asText()).isEqualTo("f".repeat(64));
    assertThat(events.get(1).at("/run/facets/tidegate_decision/lossAfter").asDouble())
        .isEqualTo(0.25);
  }

  @Test
  void aRejectedTrainingIsCompleteWithoutAnOutputAndAFailedOneFailsWithItsReason()
      throws IOException {
    Path file = folder.resolve("lineage.ndjson");
    try (OpenLineageEvents events = events(settings(file, null, null), PATIENCE)) {
      events.ended(RUN, decision(ModelDecision.REJECTED, "worse"), null);
      events.ended(RUN, decision(ModelDecision.FAILED, "out of memory"), null);
      events.failed(RUN, "another trainer has taken over");
      events.stopped(RUN);
    }
    List<JsonNode> events = written(file);
    assertThat(events)
        .extracting(one -> one.at("/eventType").asText())
        .containsExactly("COMPLETE", "FAIL", "FAIL", "ABORT");
    assertThat(events).allMatch(one -> one.at("/outputs").isEmpty());
    assertThat(events.get(0).at("/run/facets/tidegate_decision/decision").asText())
        .isEqualTo("REJECTED");
    assertThat(events.get(1).at("/run/facets/errorMessage/message").asText())
        .isEqualTo("out of memory");
  }

  @Test
  void aFileThatCannotBeWrittenLosesEventsAndCountsThem() throws IOException {
    Path folderInItsPlace = Files.createDirectory(folder.resolve("lineage.ndjson"));
    OpenLineageEvents events = events(settings(folderInItsPlace, null, null), PATIENCE);
    events.started(RUN);
    events.failed(RUN, "x");
    events.close();
    assertThat(events.sent()).isZero();
    assertThat(events.lost()).isEqualTo(2);
  }

  private static HttpServer server(com.sun.net.httpserver.HttpHandler handler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "endpoint");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", handler);
    server.start();
    return server;
  }

  private static URI urlOf(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Test
  void anEndpointGetsTheSameEventsWithTheKeyAsABearerToken() throws IOException {
    List<String> bodies = new CopyOnWriteArrayList<>();
    List<String> requests = new CopyOnWriteArrayList<>();
    HttpServer server =
        server(
            exchange -> {
              requests.add(
                  exchange.getRequestMethod()
                      + " "
                      + exchange.getRequestURI()
                      + " "
                      + exchange.getRequestHeaders().getFirst("Authorization"));
              bodies.add(
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
              answer(exchange, 201);
            });
    Path key = Files.writeString(folder.resolve("key"), "secret\n");
    OpenLineageEvents events = events(settings(null, urlOf(server), key), PATIENCE);
    events.started(RUN);
    events.ended(RUN, decision(ModelDecision.PROMOTED, "better"), snapshot());
    events.close();
    server.stop(0);
    assertThat(events.sent()).isEqualTo(2);
    assertThat(events.lost()).isZero();
    assertThat(requests).containsOnly("POST /api/v1/lineage Bearer secret").hasSize(2);
    assertThat(JSON.readTree(bodies.get(1)).at("/eventType").asText()).isEqualTo("COMPLETE");
  }

  @Test
  void anEndpointThatRefusesLosesEventsOneByOne() throws IOException {
    HttpServer server = server(exchange -> answer(exchange, 500));
    OpenLineageEvents events = events(settings(null, urlOf(server), null), PATIENCE);
    events.started(RUN);
    events.failed(RUN, "x");
    events.close();
    server.stop(0);
    assertThat(events.sent()).isZero();
    assertThat(events.lost()).isEqualTo(2);
  }

  @Test
  void anEndpointThatIsNotThereHindersNobody() throws IOException {
    URI nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + free.getLocalPort());
    }
    OpenLineageEvents events = events(settings(null, nobody, null), PATIENCE);
    events.started(RUN);
    events.close();
    assertThat(events.lost()).isEqualTo(1);
  }

  @Test
  void anEndpointThatNeverAnswersHoldsNoMoreThanTheQueueAndNobodyWaits() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    HttpServer server =
        server(
            exchange -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    OpenLineageEvents events = events(settings(null, urlOf(server), null), Duration.ofMillis(200));
    long start = System.nanoTime();
    for (int i = 0; i < 1_000; i++) {
      events.started(RUN);
    }
    events.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(events.sent()).isZero();
    assertThat(events.lost()).isBetween(1_000L - OpenLineageEvents.QUEUE - 10, 1_000L);
    end.countDown();
    server.stop(0);
  }
}
