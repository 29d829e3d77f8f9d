package io.tidegate.stream.http;

import static io.tidegate.stream.alerts.AlertSamples.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.AlertResolution;
import io.tidegate.stream.alerts.AlertSamples;
import io.tidegate.stream.alerts.FeedbackDesk;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.models.ModelRegistry;
import io.tidegate.stream.models.ModelTopics;
import io.tidegate.stream.topology.Health;
import io.tidegate.stream.view.ForecastSamples;
import io.tidegate.stream.view.LiveView;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertRoutesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final LiveView view = new LiveView(500, 1_000);
  private HttpServer server;

  @BeforeEach
  void start() {
    server = start("true");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** No cluster is named: what is refused must be refused before one is asked. */
  private HttpServer start(String write) {
    StreamSettings settings =
        StreamSettings.load(
            null, Map.of(), Map.of("tidegate.http.port", "0", StreamSettings.HTTP_WRITE, write));
    return new HttpServer(
        settings,
        view,
        new ModelRegistry(settings),
        new ModelTopics().operations(settings),
        FeedbackDesk.on(settings),
        new Health(() -> KafkaStreams.State.RUNNING, () -> 0, Map::of),
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  private AlertEvent open(String series, long offset, long second) {
    AlertEvent event = AlertSamples.opened(series, offset, Instant.ofEpochSecond(second));
    view.accept(series, event, 0);
    return event;
  }

  private void resolve(String series, AlertEvent event, long second) {
    Instant time = Instant.ofEpochSecond(second);
    view.accept(series, AlertSamples.resolved(event, AlertResolution.NEW_NORMAL, 1_000, time), 0);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode json(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .headers("Tidegate-Write", "1", "Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void assertError(HttpResponse<String> response, int status, String... words)
      throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(JSON.readTree(response.body()).get("error").asText()).contains(words);
  }

  @Test
  void alertsAreListedTheNewestFirstWithWhatTheirLastWordIs() throws Exception {
    resolve("a", open("a", 1, 100), 160);
    open("b", 2, 200);
    JsonNode all = json("/api/alerts");
    assertThat(all.get("total").asInt()).isEqualTo(2);
    assertThat(all.get("open").asInt()).isEqualTo(1);
    assertThat(all.get("writable").asBoolean()).isTrue();
    assertThat(all.get("next").isNull()).isTrue();
    assertThat(all.at("/alerts/0/id").asText()).isEqualTo("b@0-2");
    assertThat(all.at("/alerts/0/state").asText()).isEqualTo("OPEN");
    assertThat(all.at("/alerts/0/newest/expected").asDouble()).isEqualTo(20);
    assertThat(all.at("/alerts/1/resolved").asLong()).isEqualTo(160_000);
    assertThat(all.at("/alerts/1/newest/resolution").asText()).isEqualTo("NEW_NORMAL");
    assertThat(json("/api/alerts?state=open").get("alerts")).hasSize(1);
    assertThat(json("/api/alerts?state=past").at("/alerts/0/series").asText()).isEqualTo("a");
    assertThat(json("/api/status").at("/view/openAlerts").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "series=shop.*, 2",
    "series=shop, 0",
    "q=NORTH, 1",
    "kind=spike, 3",
    "kind=flat-line, 0",
    "severity=warning, 3",
    "severity=critical, 0",
    "series=shop.*&q=south&kind=SPIKE, 1"
  })
  void theListIsFilteredByNameKindAndSeverity(String query, int found) throws Exception {
    open("shop.north", 1, 100);
    open("shop.south", 2, 100);
    open("other", 3, 100);
    assertThat(json("/api/alerts?" + query).get("total").asInt()).isEqualTo(found);
  }

  @Test
  void alertsOfTheSameMomentComeOnceEachWhenReadPageByPage() throws Exception {
    for (int i = 0; i < 25; i++) {
      open("series " + i + ", odd", i, 100 + i / 10);
    }
    List<String> read = new ArrayList<>();
    String before = "";
    do {
      JsonNode page = json("/api/alerts?limit=4" + before);
      page.get("alerts").forEach(alert -> read.add(alert.get("id").asText()));
      before = page.get("next").isNull() ? null : "&before=" + encoded(page.get("next").asText());
    } while (before != null);
    assertThat(read).hasSize(25).doesNotHaveDuplicates();
    assertThat(json("/api/alerts?before=101000").get("alerts")).hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "a/b", "a+b c&d=e?f#g", "Zürich · 温度", "x/feedback", "a@1-2"})
  void oneAlertIsShownWithItsEventsWhateverItsSeriesIsCalled(String series) throws Exception {
    AlertEvent event = open(series, 7, 1_000);
    view.accept(series, AlertSamples.escalated(event, 9, Instant.ofEpochSecond(1_002)), 0);
    resolve(series, event, 1_060);
    open("beside", 8, 1_300);
    open("too far", 9, 1_601);
    JsonNode shown = json("/api/alerts/" + encoded(id(series, 7)));
    assertThat(shown.at("/alert/series").asText()).isEqualTo(series);
    assertThat(shown.get("events").findValuesAsText("change"))
        .containsExactly("OPENED", "ESCALATED", "RESOLVED");
    assertThat(shown.at("/events/0/detectors/range").asDouble()).isEqualTo(1.25);
    assertThat(shown.get("also").findValuesAsText("series")).containsExactly("beside");
    assertThat(shown.get("from").isNull()).isTrue();
    assertThat(
            json("/api/alerts/" + encoded(id(series, 7)) + "?within=700000")
                .get("alsoTotal")
                .asInt())
        .isEqualTo(2);
  }

  @Test
  void aPictureOfAnAlertHasItsBoundsAndTheIntervalsOfItsSeries() throws Exception {
    for (int i = 0; i < 100; i++) {
      view.accept("a", ForecastSamples.drifting(1_000L * i, i, 1_000, 1, 0), 0);
    }
    open("a", 1, 90);
    JsonNode shown = json("/api/alerts/" + encoded(id("a", 1)));
    assertThat(shown.get("from").asLong()).isEqualTo(90_000 - 96_000);
    assertThat(shown.get("to").asLong()).isEqualTo(90_000 + 24_000);
    JsonNode history = json("/api/series/a");
    assertThat(history.at("/low/0").isNull()).isTrue();
    assertThat(history.at("/expected/5").asDouble()).isEqualTo(5);
    assertThat(history.at("/low/5").asDouble()).isLessThan(5);
    assertThat(history.at("/high/5").asDouble()).isGreaterThan(5);
  }

  @Test
  void whatCannotBeAskedIsAnErrorThatSaysWhy() throws Exception {
    assertError(get("/api/alerts?state=shut"), 400, "state", "open, past, all", "shut");
    assertError(get("/api/alerts?kind=odd"), 400, "kind", "missing-data", "odd");
    assertError(get("/api/alerts?severity=3"), 400, "severity", "critical");
    assertError(get("/api/alerts?limit=0"), 400, "limit");
    assertError(get("/api/alerts?before=now"), 400, "before", "now");
    assertError(get("/api/alerts/a@0-1"), 404, "a@0-1", "/api/alerts");
    open("a", 1, 1);
    assertError(get("/api/alerts/a@0-1?within=-1"), 400, "within");
  }

  @Test
  void nothingIsSaidUnlessWritingIsSwitchedOn() throws Exception {
    server.close();
    server = start("false");
    open("a", 1, 100);
    String body = "{\"feedback\": \"acknowledged\"}";
    for (String path : List.of("/api/alerts/a@0-1/feedback", "/api/series/a/feedback")) {
      assertError(post(path, body), 403, "tidegate.http.write=true");
    }
    assertThat(json("/api/alerts").get("writable").asBoolean()).isFalse();
  }

  @Test
  void aRequestWithoutTheHeaderIsRefused() throws Exception {
    open("a", 1, 100);
    HttpRequest bare =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + "/api/alerts/a@0-1/feedback"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"feedback\": \"acknowledged\"}"))
            .build();
    assertError(client.send(bare, HttpResponse.BodyHandlers.ofString()), 403, "Tidegate-Write");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|JSON object",
        "{|JSON object",
        "{}|JSON object",
        "{\"feedback\": 1}|feedback: expected a text",
        "{\"feedback\": \"wrong\"}|acknowledged, false-positive, expected",
        "{\"feedback\": \"expected\"}|until is missing",
        "{\"feedback\": \"expected\", \"until\": \"soon\"}|found soon",
        "{\"feedback\": \"expected\", \"until\": 1.5}|until",
        "{\"feedback\": \"expected\", \"until\": true}|until: expected a time",
        "{\"feedback\": \"expected\", \"until\": \"2300-01-01T00:00:00Z\"}|1900 to 2200",
        "{\"feedback\": \"acknowledged\", \"until\": 1}|goes with expected only",
        "{\"feedback\": \"acknowledged\", \"untill\": 1}|Unknown: untill",
      })
  void aBodyThatSaysNothingThatCanBeKeptIsRefused(String body, String word) throws Exception {
    open("a", 1, 100);
    assertError(post("/api/alerts/a@0-1/feedback", body), 400, word);
    assertError(post("/api/series/a/feedback", body), 400, word);
  }

  @Test
  void whatIsSaidOfNothingThatIsKnownOrTooLateIsRefused() throws Exception {
    resolve("a", open("a", 1, 100), 160);
    view.accept("a", ForecastSamples.drifting(200_000, 1, 1_000, 1, 0), 0);
    String acknowledged = "{\"feedback\": \"acknowledged\"}";
    assertError(post("/api/alerts/b@0-1/feedback", acknowledged), 404, "b@0-1");
    assertError(post("/api/series/b/feedback", acknowledged), 404, "No series b");
    assertError(post("/api/alerts/a@0-1/feedback", acknowledged), 409, "is over since");
    assertError(post("/api/series/a/feedback", acknowledged), 409, "no alert of series a is open");
    String past = "{\"feedback\": \"expected\", \"until\": \"1970-01-01T00:03:20Z\"}";
    assertError(post("/api/alerts/a@0-1/feedback", past), 400, "newest observation");
    String longest = "{\"feedback\": \"false-positive\", \"comment\": \"" + "x".repeat(501) + "\"}";
    assertError(post("/api/alerts/a@0-1/feedback", longest), 400, "501 characters");
  }
}
