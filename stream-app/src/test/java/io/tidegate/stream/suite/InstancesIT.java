package io.tidegate.stream.suite;

import static io.tidegate.stream.suite.TestCluster.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.stream.broker.EmbeddedBroker;
import io.tidegate.stream.topology.TopicCreation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstancesIT {
  private static final int INSTANCES = 3;
  private static final int SERIES = 12;
  private static final int SLOTS = 20;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<ChildApplication> running = new ArrayList<>();
  private List<Integer> ports;

  @Test
  void everyInstanceAnswersForEverySeriesAlsoWhileOneIsMissed() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        TestCluster cluster =
            new TestCluster(
                broker.bootstrapServers(),
                "instances",
                directory.resolve("state"),
                Map.of("tidegate.standby.replicas", "1"))) {
      TopicCreation.create(
          cluster.settings.kafka(), cluster.settings.topics(), INSTANCES, (short) 1);
      try {
        start(cluster);
        observe(cluster);
        cluster.awaitForecasts(SERIES * SLOTS);
        await().atMost(PATIENCE).untilAsserted(this::assertAllAreFreshEverywhere);
        assertTheOneAskedKnowsWhatIsNotThere();
        running.get(INSTANCES - 1).kill();
        Set<String> stale = answersUntilAllAreFreshAgain();
        assertThat(stale).as("answered by standby copies meanwhile").isNotEmpty();
      } catch (AssertionError e) {
        running.forEach(one -> System.err.println(one.log()));
        throw e;
      } finally {
        running.forEach(ChildApplication::close);
      }
    }
  }

  private void start(TestCluster cluster) throws IOException {
    ports = freePorts();
    for (int i = 0; i < INSTANCES; i++) {
      Map<String, String> own =
          Map.of(
              "tidegate.http.port",
              ports.get(i).toString(),
              "tidegate.http.advertised",
              "127.0.0.1:" + ports.get(i));
      running.add(ChildApplication.start(cluster.instance(i, own), directory));
    }
  }

  private static List<Integer> freePorts() throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    for (int i = 0; i < INSTANCES; i++) {
      sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }
    List<Integer> free = sockets.stream().map(ServerSocket::getLocalPort).toList();
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return free;
  }

  private static void observe(TestCluster cluster) {
    for (int slot = 0; slot < SLOTS; slot++) {
      for (int series = 0; series < SERIES; series++) {
        Instant time = START.plus(Duration.ofMinutes(10L * slot));
        cluster.send(bytes("series " + series), cluster.observation(time, series + slot % 3));
      }
    }
    cluster.flush();
  }

  private HttpResponse<String> get(int instance, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + ports.get(instance) + "/api/series/" + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode state(int instance, int series) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(instance, "series%20" + series + "/state");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode state = JSON.readTree(answer.body());
    assertThat(state.get("series").asText()).isEqualTo("series " + series);
    assertThat(state.get("time").asLong())
        .isEqualTo(START.plus(Duration.ofMinutes(10L * (SLOTS - 1))).toEpochMilli());
    assertThat(state.get("value").asDouble()).isEqualTo(series + (SLOTS - 1) % 3);
    return state;
  }

  private void assertAllAreFreshEverywhere() throws IOException, InterruptedException {
    Set<String> owners = new TreeSet<>();
    for (int instance = 0; instance < INSTANCES; instance++) {
      for (int series = 0; series < SERIES; series++) {
        JsonNode state = state(instance, series);
        assertThat(state.get("stale").asBoolean()).as(state.toString()).isFalse();
        assertThat(state.get("role").asText()).isEqualTo("ACTIVE");
        owners.add(state.get("instance").asText());
      }
    }
    assertThat(owners).hasSize(INSTANCES);
  }

  private void assertTheOneAskedKnowsWhatIsNotThere() throws IOException, InterruptedException {
    HttpResponse<String> unknown = get(0, "nobody/state");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("no series nobody");
    // What an instance asks is answered from here or not at all: no question goes in circles.
    int active = 0;
    for (int instance = 0; instance < INSTANCES; instance++) {
      HttpResponse<String> answer =
          get(instance, "series%200/state?partition=0", "Tidegate-Instance", "1");
      assertThat(answer.statusCode()).isIn(200, 503);
      if (answer.statusCode() == 200
          && JSON.readTree(answer.body()).get("role").asText().equals("ACTIVE")) {
        active++;
      }
    }
    assertThat(active).isEqualTo(1);
  }

  /** Asks those that are left, again and again; each has to answer for each series every time. */
  private Set<String> answersUntilAllAreFreshAgain() throws IOException, InterruptedException {
    Set<String> stale = new TreeSet<>();
    long killed = System.nanoTime();
    long deadline = killed + PATIENCE.toNanos();
    int fresh = 0;
    while (fresh < (INSTANCES - 1) * SERIES) {
      assertThat(System.nanoTime()).as("not fresh again: " + stale).isLessThan(deadline);
      fresh = 0;
      for (int instance = 0; instance < INSTANCES - 1; instance++) {
        for (int series = 0; series < SERIES; series++) {
          JsonNode state = state(instance, series);
          if (state.get("stale").asBoolean()) {
            assertThat(state.get("role").asText()).isIn("STANDBY", "RESTORING");
            assertThat(state.get("lag").asLong()).isNotNegative();
            stale.add(state.get("series").asText());
          } else {
            fresh++;
          }
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d of %d series had no fresh answer for %.1f s, and a stale one throughout%n",
        stale.size(),
        SERIES,
        (System.nanoTime() - killed) / 1e9);
    return stale;
  }
}
