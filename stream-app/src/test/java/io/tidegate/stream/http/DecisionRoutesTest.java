package io.tidegate.stream.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidegate.stream.alerts.FeedbackDesk;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.models.ModelRegistry;
import io.tidegate.stream.models.ModelTopics;
import io.tidegate.stream.models.TestModels;
import io.tidegate.stream.topology.Health;
import io.tidegate.stream.view.LiveView;
import io.tidegate.wire.ModelPlan;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionRoutesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> USUAL =
      List.of("Tidegate-Write", "1", "Content-Type", "application/json");

  private final HttpClient client = HttpClient.newHttpClient();
  private final ModelTopics topics = new ModelTopics();
  private HttpServer server;

  @BeforeEach
  void start() {
    topics.publish(TestModels.snapshot(1, .1f));
    topics.publish(TestModels.snapshot(2, .2f));
    server = start("true");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpServer start(String write) {
    StreamSettings settings =
        StreamSettings.load(
            null, Map.of(), Map.of("tidegate.http.port", "0", StreamSettings.HTTP_WRITE, write));
    return new HttpServer(
        settings,
        new LiveView(500, 1_000),
        new ModelRegistry(settings),
        topics.operations(settings),
        FeedbackDesk.on(settings),
        new Health(() -> KafkaStreams.State.RUNNING, () -> 0, Map::of),
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  private HttpResponse<String> post(String path, String body, List<String> headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode done(String path, String body) throws Exception {
    HttpResponse<String> response = post(path, body, USUAL);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private void assertRefused(HttpResponse<String> response, int status, String... words)
      throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(JSON.readTree(response.body()).get("error").asText()).contains(words);
    assertThat(plan().champion()).isZero();
  }

  private ModelPlan plan() {
    return topics.catalog().plan();
  }

  @Test
  void aVersionIsPromotedRolledBackPinnedAndUnpinned() throws Exception {
    JsonNode promoted = done("/api/models/2/promote", "{\"reason\": \"looks better\"}");
    assertThat(promoted.get("champion").asLong()).isEqualTo(2);
    assertThat(promoted.get("before").asLong()).isZero();
    assertThat(promoted.get("sentence").asText()).isEqualTo("version 2 takes over from version 0");
    assertThat(topics.catalog().rulings().get(0).decision().getReason()).isEqualTo("looks better");
    assertThat(done("/api/models/rollback", "{}").get("champion").asLong(-1)).isZero();
    assertThat(done("/api/models/1/pin", "{}").get("pinned").asBoolean()).isTrue();
    assertThat(plan().champion()).isEqualTo(1);
    assertThat(done("/api/models/unpin", "{}").get("decision").asText()).isEqualTo("UNPINNED");
    assertThat(plan().pinned()).isFalse();
  }

  @Test
  void nothingIsChangedUnlessItIsSwitchedOn() throws Exception {
    server.close();
    server = start("false");
    for (String path :
        List.of(
            "/api/models/1/promote",
            "/api/models/1/pin",
            "/api/models/rollback",
            "/api/models/unpin")) {
      assertRefused(post(path, "{}", USUAL), 403, "tidegate.http.write=true");
    }
  }

  @Test
  void aRequestWithoutTheHeaderOrWithAnotherTypeIsRefused() throws Exception {
    String path = "/api/models/1/promote";
    assertRefused(post(path, "{}", List.of("Content-Type", "application/json")), 403, "header");
    assertRefused(post(path, "{}", List.of("Tidegate-Write", "1")), 415, "application/json");
    assertRefused(
        post(path, "{}", List.of("Tidegate-Write", "1", "Content-Type", "text/plain")),
        415,
        "text/plain");
  }

  @Test
  void aPageOfAnotherSiteIsRefused() throws Exception {
    List<String> foreign = new ArrayList<>(USUAL);
    foreign.addAll(List.of("Sec-Fetch-Site", "cross-site"));
    assertRefused(post("/api/models/1/promote", "{}", foreign), 403, "another site");
    HttpResponse<String> asked =
        client.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + server.port() + "/api/models/1/promote"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", "http://example.org")
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void aForeignNameThatLeadsToThisMachineIsRefused() throws Exception {
    assertThat(statusFor("evil.example:" + server.port())).contains(" 403 ");
    assertThat(plan().champion()).isZero();
    assertThat(statusFor("localhost:" + server.port())).contains(" 200 ");
    assertThat(plan().champion()).isEqualTo(1);
  }

  /** Java's client does not let a test choose the Host header. */
  private String statusFor(String host) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), server.port())) {
      String request =
          "POST /api/models/1/promote HTTP/1.1\r\nHost: "
              + host
              + "\r\nTidegate-Write: 1\r\nContent-Type: application/json\r\nContent-Length: 2"
              + "\r\nConnection: close\r\n\r\n{}";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void whatCannotBeDoneIsAnErrorThatSaysWhy() throws Exception {
    assertRefused(post("/api/models/0/promote", "{}", USUAL), 409, "the champion already");
    assertRefused(post("/api/models/9/promote", "{}", USUAL), 404, "version 9", "0, 1, 2");
    assertRefused(post("/api/models/rollback", "{}", USUAL), 409, "no champion came before");
    assertRefused(post("/api/models/unpin", "{}", USUAL), 409, "no version is pinned");
    assertRefused(post("/api/models/x/promote", "{}", USUAL), 400, "whole number", "x");
    assertRefused(post("/api/models/-1/pin", "{}", USUAL), 400, "whole number");
    String tooLong = "{\"reason\": \"" + "x".repeat(501) + "\"}";
    assertRefused(post("/api/models/1/promote", tooLong, USUAL), 400, "501 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"reason\": 1}", "{", "reason=x"})
  void aBodyThatIsNoReasonIsRefused(String body) throws Exception {
    assertRefused(post("/api/models/1/promote", body, USUAL), 400, "JSON object");
  }
}
