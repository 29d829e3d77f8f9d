package io.tidegate.stream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidegate.schema.ActivationEvent;
import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.stream.alerts.FeedbackDesk;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.models.ModelRegistry;
import io.tidegate.stream.models.ModelTopics;
import io.tidegate.stream.topology.Health;
import io.tidegate.stream.view.ForecastSamples;
import io.tidegate.stream.view.LiveView;
import io.tidegate.wire.ConfigurationException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final LiveView view = new LiveView(500, 1_000);
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicReference<KafkaStreams.State> state =
      new AtomicReference<>(KafkaStreams.State.RUNNING);
  private final AtomicInteger waiting = new AtomicInteger();
  private final ModelTopics topics = new ModelTopics();
  private HttpServer server;

  @BeforeEach
  void start() {
    server = start(0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpServer start(int port) {
    return start(Map.of("tidegate.http.port", String.valueOf(port)));
  }

  private HttpServer start(Map<String, String> keys) {
    StreamSettings settings = StreamSettings.load(null, Map.of(), keys);
    return new HttpServer(
        settings,
        view,
        new ModelRegistry(settings),
        topics.operations(settings),
        FeedbackDesk.on(settings),
        new Health(state::get, waiting::get, Map::of),
        metrics);
  }

  @Test
  void aSeriesIsListedWithItsNewestValueAndItsErrors() throws Exception {
    observe("cpu/0", 100);
    JsonNode list = json("/api/series");
    assertThat(list.get("total").asInt()).isEqualTo(1);
    JsonNode line = list.get("series").get(0);
    assertThat(line.get("key").asText()).isEqualTo("cpu/0");
    assertThat(line.get("time").asLong()).isEqualTo(99_000);
    assertThat(line.get("value").asDouble()).isEqualTo(99);
    assertThat(line.get("stepMillis").asLong()).isEqualTo(1_000);
    assertThat(line.get("state").asText()).isEqualTo("WARM");
    assertThat(line.get("recent")).hasSize(48);
    JsonNode far = line.get("scores").get(1);
    assertThat(far.get("step").asInt()).isEqualTo(24);
    assertThat(far.get("forecast").get("mae").asDouble()).isEqualTo(12);
    assertThat(far.get("persistence").get("rmse").asDouble()).isEqualTo(24);
    assertThat(far.get("seasonal").isNull()).isTrue();
  }

  @Test
  void theListIsFilteredWithoutCaseAndCutIntoPages() throws Exception {
    for (int i = 10; i < 30; i++) {
      observe("Disk " + i, 1);
    }
    observe("other", 1);
    JsonNode page = json("/api/series?q=disk&limit=5&offset=3");
    assertThat(page.get("total").asInt()).isEqualTo(20);
    assertThat(page.get("series").findValuesAsText("key"))
        .containsExactly("Disk 13", "Disk 14", "Disk 15", "Disk 16", "Disk 17");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "a/b",
        "/leading/and/trailing/",
        "a%2Fb",
        "a+b c&d=e?f#g",
        "Zürich · 温度 🌊",
        "x/forecast",
        "..\\",
        "{key}",
        "semi;colon",
        "quote\"<script>"
      })
  void aKeyIsFoundWhateverItIsMadeOf(String key) throws Exception {
    observe(key, 3);
    String path = "/api/series/" + encode(key);
    assertThat(json(path).get("summary").get("key").asText()).isEqualTo(key);
    assertThat(json(path + "/forecast").get("key").asText()).isEqualTo(key);
    assertThat(json("/api/series?q=" + encode(key)).get("total").asInt()).isEqualTo(1);
  }

  @Test
  void aHistoryCanBeContinued() throws Exception {
    observe("a", 10);
    JsonNode whole = json("/api/series/a");
    assertThat(whole.get("times")).hasSize(10);
    assertThat(whole.get("expected").get(0).isNull()).isTrue();
    assertThat(whole.get("expected").get(1).asDouble()).isEqualTo(0.5);
    assertThat(whole.get("versions").get(0).get("version").asLong()).isEqualTo(7);
    JsonNode rest = json("/api/series/a?after=7000");
    assertThat(rest.get("times")).hasSize(2);
    assertThat(rest.get("values").get(1).asDouble()).isEqualTo(9);
  }

  @Test
  void whatTheIntervalsHeldStandsBesideWhatTheyPromised() throws Exception {
    observe("a", 1);
    assertThat(json("/api/series/a").get("coverage")).isEmpty();
    view.accept("a", ForecastSamples.report(1, 25, 20), 0);
    view.accept("b", ForecastSamples.report(1, 25, 25), 0);
    JsonNode far = json("/api/series/a").get("coverage").get(1);
    assertThat(far.get("step").asInt()).isEqualTo(24);
    assertThat(far.get("forecasts").asInt()).isEqualTo(25);
    assertThat(far.get("intervals")).hasSize(2);
    assertThat(far.get("intervals").get(0).get("promised").asText()).isEqualTo("0.9");
    assertThat(far.get("intervals").get(0).get("held").asDouble()).isEqualTo(.8);
    JsonNode overall = json("/api/status").get("coverage").get(0);
    assertThat(overall.get("forecasts").asInt()).isEqualTo(50);
    assertThat(overall.get("intervals").get(0).get("held").asDouble()).isEqualTo(.9);
  }

  @Test
  void theNewestForecastHasATimeAndAbsoluteQuantilesForEveryStep() throws Exception {
    observe("a", 10);
    JsonNode forecast = json("/api/series/a/forecast");
    assertThat(forecast.get("origin").asLong()).isEqualTo(9_000);
    assertThat(forecast.get("levels")).hasSize(7);
    assertThat(forecast.get("times")).hasSize(48);
    assertThat(forecast.get("times").get(47).asLong()).isEqualTo(57_000);
    assertThat(forecast.get("quantiles")).hasSize(48);
    assertThat(forecast.get("quantiles").get(1).get(3).asDouble()).isEqualTo(10);
    assertThat(forecast.get("modelVersion").asLong()).isEqualTo(7);
  }

  @Test
  void aForecastWithoutAKnownStepHasNoTimes() throws Exception {
    view.accept("a", ForecastSamples.drifting(0, 1, 0, 0, 0), 0);
    assertThat(json("/api/series/a/forecast").get("times").isNull()).isTrue();
  }

  @Test
  void anUnknownSeriesIsAnErrorThatSaysSo() throws Exception {
    for (String path : List.of("/api/series/no%2Fsuch", "/api/series/no%2Fsuch/forecast")) {
      HttpResponse<String> response = get(path);
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(JSON.readTree(response.body()).get("error").asText())
          .isEqualTo("No series no/such is in view; /api/series lists those that are.");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/series?limit=0",
        "/api/series?limit=many",
        "/api/series?offset=-1",
        "/api/series/a?after=yesterday",
        "/api/events?after=-3"
      })
  void aQueryThatMakesNoSenseIsRefused(String path) throws Exception {
    observe("a", 1);
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(response.body()).get("error").asText())
        .contains("must be a whole number from");
  }

  @Test
  void aPathOrMethodThatIsNotThereIsAJsonError() throws Exception {
    HttpResponse<String> nowhere = get("/api/nothing");
    assertThat(nowhere.statusCode()).isEqualTo(404);
    assertThat(JSON.readTree(nowhere.body()).get("error").asText()).isNotBlank();
    HttpResponse<String> posted =
        client.send(
            HttpRequest.newBuilder(uri("/api/series"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(posted.statusCode()).isEqualTo(405);
  }

  @Test
  void modelsAreListedWithWhoUsesThem() throws Exception {
    view.accept("2", activation(2, 55, 0), 1_000);
    JsonNode models = json("/api/models");
    assertThat(models.get("proposed").asLong()).isZero();
    assertThat(models.get("writable").asBoolean()).isFalse();
    assertThat(models.at("/plan/champion").asLong(-1)).isZero();
    assertThat(models.at("/plan/since").isNull()).isTrue();
    JsonNode shipped = models.get("versions").get(0);
    assertThat(shipped.get("version").asLong()).isZero();
    assertThat(shipped.get("state").asText()).isEqualTo("IN_USE");
    assertThat(shipped.get("roles").get(0).asText()).isEqualTo("CHAMPION");
    assertThat(shipped.at("/uses/0/from").asLong()).isEqualTo(55);
    assertThat(shipped.get("reason").asText()).isNotBlank();
    assertThat(shipped.get("sha256").asText()).hasSize(64);
    assertThat(models.get("inUse").get(0).get("partition").asInt()).isEqualTo(2);
    assertThat(models.get("inUse").get(0).get("sinceOffset").asLong()).isEqualTo(55);
  }

  @Test
  void thePlanInForceTheSwapsTheTrialAndWhatIsNotInForceAreTold() throws Exception {
    view.accept("0", activation(0, 0, 7), 1_000);
    ActivationEvent back = activation(0, 100, 0);
    back.setPreviousVersion(7L);
    view.accept("0", back, 2_000);
    view.accept("a", ForecastSamples.errors(0, 10, 7, 2), 0);
    view.accept("a", ForecastSamples.beside(ForecastSamples.errors(0, 110, 0, 1), 1, 500, 3), 0);
    decide(
        decision(ModelDecision.CHALLENGING, 1, 500)
            .setChampion(0L)
            .setChallenger(1L)
            .setChallengedShare(.25)
            .setFigures(Map.of("series", 16.0, "odd", Double.NaN)));
    decide(decision(ModelDecision.PROMOTED, 9, 600).setChampion(9L).setBy("operator"));

    JsonNode models = json("/api/models");
    assertThat(models.at("/plan/champion").asLong(-1)).isZero();
    assertThat(models.at("/plan/challenger").asLong()).isEqualTo(1);
    assertThat(models.at("/plan/share").asDouble()).isEqualTo(.25);
    assertThat(models.at("/plan/since").asLong()).isEqualTo(500);
    JsonNode swap = models.at("/swaps/0");
    assertThat(swap.get("version").asLong(-1)).isZero();
    assertThat(swap.get("previous").asLong()).isEqualTo(7);
    assertThat(swap.get("time").asLong()).isEqualTo(2_000);
    assertThat(swap.at("/errors/ratio").asDouble()).isEqualTo(.5);
    assertThat(swap.at("/errors/groups/1/fromStep").asInt()).isEqualTo(15);
    assertThat(models.at("/trial/underWay").asBoolean()).isTrue();
    assertThat(models.at("/trial/errors/ratio").asDouble()).isCloseTo(3, within(1e-9));
    JsonNode refused = models.at("/refusedDecisions/0");
    assertThat(refused.get("version").asLong()).isEqualTo(9);
    assertThat(refused.get("by").asText()).isEqualTo("operator");
    assertThat(refused.get("refusal").asText()).contains("no valid snapshot");
    JsonNode challenger = models.at("/versions/1");
    assertThat(challenger.get("roles").get(0).asText()).isEqualTo("CHALLENGER");
    assertThat(challenger.at("/decisions/0/figures").size()).isEqualTo(1);
  }

  private static ModelDecisionEvent.Builder decision(
      ModelDecision decision, long version, long time) {
    return ModelDecisionEvent.newBuilder()
        .setName("default")
        .setVersion(version)
        .setDecision(decision)
        .setReason("for a reason")
        .setTime(Instant.ofEpochMilli(time))
        .setOffsets(List.of());
  }

  private void decide(ModelDecisionEvent.Builder decision) {
    view.accept("default", decision.build(), 0);
  }

  @Test
  void eventsComeNewestFirstAndOnlyOnce() throws Exception {
    view.accept(
        "default",
        ModelDecisionEvent.newBuilder()
            .setName("default")
            .setVersion(1)
            .setDecision(ModelDecision.PROMOTED)
            .setReason("better")
            .setTime(Instant.ofEpochMilli(500))
            .setOffsets(List.of())
            .setLossBefore(2.0)
            .setLossAfter(1.0)
            .build(),
        500);
    view.accept("0", activation(0, 10, 1), 600);
    JsonNode events = json("/api/events");
    assertThat(events.get("events").findValuesAsText("kind")).containsExactly("IN_USE", "PROMOTED");
    assertThat(events.get("events").get(1).get("lossAfter").asDouble()).isEqualTo(1);
    assertThat(json("/api/events?after=" + events.get("sequence")).get("events")).isEmpty();
  }

  @Test
  void theStatusCountsAndScores() throws Exception {
    observe("a", 200);
    view.markRefilled();
    metrics.counter("tidegate.late", "partition", "0").increment(3);
    metrics.counter("tidegate.late", "partition", "1").increment(4);
    JsonNode status = json("/api/status");
    assertThat(status.get("ready").asBoolean()).isTrue();
    assertThat(status.get("view").get("forecasts").asLong()).isEqualTo(200);
    assertThat(status.get("view").get("refilled").asBoolean()).isTrue();
    assertThat(status.get("counts").get("late").asLong()).isEqualTo(7);
    assertThat(status.get("scores").get(0).get("forecast").get("mae").asDouble()).isEqualTo(0.5);
  }

  @Test
  void readinessFollowsTheStream() throws Exception {
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    waiting.set(2);
    HttpResponse<String> unready = get("/health/ready");
    assertThat(unready.statusCode()).isEqualTo(503);
    assertThat(JSON.readTree(unready.body()).get("detail").asText()).contains("2 partitions");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    state.set(KafkaStreams.State.ERROR);
    assertThat(get("/health/live").statusCode()).isEqualTo(503);
  }

  @Test
  void metricsAreWhatPrometheusReads() throws Exception {
    metrics.counter("tidegate.records").increment();
    HttpResponse<String> response = get("/metrics");
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(response.body()).contains("tidegate_records_total 1.0");
  }

  @Test
  void everyAnswerForbidsWhatThePageDoesNotNeed() throws Exception {
    for (String path :
        List.of("/", "/api/series", "/api/nothing", "/vendor/uplot/dist/uPlot.esm.js")) {
      HttpResponse<String> response = get(path);
      assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'", "script-src 'self'");
      assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }
  }

  @Test
  void thePageAndTheChartLibraryComeFromTheClasspath() throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(page.body()).contains("<title>Tidegate</title>");
    HttpResponse<String> library = get("/vendor/uplot/dist/uPlot.esm.js");
    assertThat(library.statusCode()).isEqualTo(200);
    assertThat(library.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/javascript");
  }

  @Test
  void aTakenPortIsOneClearError() {
    assertThatThrownBy(() -> start(server.port()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("cannot listen on 127.0.0.1:" + server.port())
        .hasMessageContaining("tidegate.http.port");
  }

  private void observe(String key, int count) {
    for (int t = 0; t < count; t++) {
      view.accept(key, ForecastSamples.drifting(t * 1_000L, t, 1_000, 0.5f, 7), 0);
    }
  }

  private static ActivationEvent activation(int partition, long offset, long version) {
    return ActivationEvent.newBuilder()
        .setPartition(partition)
        .setOffset(offset)
        .setModelName("default")
        .setModelVersion(version)
        .build();
  }

  private JsonNode json(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
