package io.tidegate.stream.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidegate.stream.alerts.AlertSamples;
import io.tidegate.stream.alerts.FeedbackDesk;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.models.ModelRegistry;
import io.tidegate.stream.models.ModelTopics;
import io.tidegate.stream.topology.Health;
import io.tidegate.stream.view.ForecastSamples;
import io.tidegate.stream.view.LiveView;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OverviewRoutesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final LiveView view = new LiveView(100, 1_000);
  private HttpServer server;

  @BeforeEach
  void start() {
    StreamSettings settings =
        StreamSettings.load(null, Map.of(), Map.of("tidegate.http.port", "0"));
    server =
        new HttpServer(
            settings,
            view,
            new ModelRegistry(settings),
            new ModelTopics().operations(settings),
            FeedbackDesk.on(settings),
            new Health(() -> KafkaStreams.State.RUNNING, () -> 0, Map::of),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void observe(String key, int steps, float drift) {
    for (int i = 0; i < steps; i++) {
      view.accept(key, ForecastSamples.drifting(i * 1_000L, i, 1_000, drift, 1), 0);
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode json(String path) throws Exception {
    return JSON.readTree(get(path).body());
  }

  @Test
  void manySeriesAreShownAtOnceEachWithItsNewestValuesAndHowItStands() throws Exception {
    observe("bad", 60, 3);
    observe("good", 100, .5f);
    observe("new", 1, 1);
    view.accept("bad", ForecastSamples.report(0, 100, 61), 0);
    view.accept("bad", AlertSamples.opened("bad", 1, Instant.EPOCH), 0);
    JsonNode worst = json("/api/overview?sort=error&limit=2");
    assertThat(worst.get("total").asInt()).isEqualTo(3);
    assertThat(worst.get("series").findValuesAsText("key")).containsExactly("bad", "good");
    JsonNode bad = worst.get("series").get(0);
    assertThat(bad.get("value").asDouble()).isEqualTo(59);
    assertThat(bad.get("recent")).hasSize(48);
    assertThat(bad.get("standing").get("error").asDouble()).isBetween(1.99, 2.01);
    assertThat(bad.get("standing").get("coverage").asDouble()).isEqualTo(.61);
    assertThat(bad.get("standing").get("openAlerts").asInt()).isEqualTo(1);
    assertThat(bad.get("standing").get("lagMillis").asLong()).isEqualTo(40_000);
    JsonNode last = json("/api/overview?sort=error&offset=2").get("series").get(0);
    assertThat(last.get("standing").get("error").isNull()).isTrue();
  }

  @Test
  void theListIsSortedInTheSameWay() throws Exception {
    observe("a", 50, .5f);
    observe("b", 50, 3);
    JsonNode list = json("/api/series?sort=ERROR").get("series");
    assertThat(list.findValuesAsText("key")).containsExactly("b", "a");
    assertThat(list.get(0).get("standing").get("lagMillis").asLong()).isZero();
    assertThat(list.get(0).get("scores")).isNotEmpty();
  }

  @Test
  void anUnknownOrderIsRefusedWithThoseThatThereAre() throws Exception {
    for (String path : new String[] {"/api/series?sort=age", "/api/overview?sort=age"}) {
      HttpResponse<String> refused = get(path);
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("sort", "age", "name", "error", "coverage", "lag");
    }
  }
}
