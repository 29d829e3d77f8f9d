package io.tidegate.stream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard's and the alert rules' expressions, in a Prometheus beside an application. */
class DashboardIT {
  private static final Path FOLDER = Path.of("../docker/prometheus");
  private static final Path RULES = FOLDER.resolve("rules.yml");
  private static final Path DASHBOARD = Path.of("../docker/grafana/dashboards/tidegate.json");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path directory;
  private static WatchedApplication watched;
  private static Prometheus prometheus;

  @BeforeAll
  static void start() throws Exception {
    Prometheus.program("prometheus");
    watched = new WatchedApplication(directory);
    watched.observe("first-", 4);
    watched.refuse();
    watched.decide();
    prometheus = new Prometheus(directory, watched.address(), RULES);
  }

  @AfterAll
  static void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
    if (watched != null) {
      watched.close();
    }
  }

  @Test
  void everyExpressionOfTheDashboardHasData() throws IOException {
    List<String> expressions = new ArrayList<>();
    for (JsonNode panel : new ObjectMapper().readTree(DASHBOARD.toFile()).get("panels")) {
      panel.path("targets").forEach(target -> expressions.add(target.get("expr").asText()));
    }
    assertThat(expressions).hasSizeGreaterThan(20);
    for (String expression : expressions) {
      awaitData(expression.replace("$__rate_interval", "30s").replace("$instance", ".*"));
    }
  }

  @Test
  void everyAlertRuleLooksAtDataThatIsThere() throws IOException {
    JsonNode groups = new ObjectMapper(new YAMLFactory()).readTree(RULES.toFile()).get("groups");
    List<JsonNode> rules = groups.findValues("expr");
    assertThat(rules).hasSizeGreaterThan(5);
    for (JsonNode rule : rules) {
      // What is compared must be there; that the comparison is empty is how it should be.
      awaitData(rule.asText().replaceFirst(" (>|<|==) [0-9.]+$", ""));
    }
  }

  @Test
  void prometheusEvaluatesEveryRule() {
    await("an evaluation of every rule")
        .atMost(PATIENCE)
        .until(
            () -> {
              List<JsonNode> health = prometheus.rules().findValues("health");
              return !health.isEmpty() && health.stream().allMatch(is -> is.asText().equals("ok"));
            });
  }

  @Test
  void aRefusedRecordFiresItsAlert() {
    watched.refuse();
    await("the alert")
        .atMost(PATIENCE)
        .until(
            () ->
                prometheus
                        .query("ALERTS{alertname='TidegateDeadLetters',alertstate='firing'}")
                        .size()
                    == 1);
  }

  @Test
  void promtoolIsContentWithConfigurationAndRules() throws Exception {
    Prometheus.promtool("check", "config", FOLDER.resolve("prometheus.yml"));
    Prometheus.promtool("test", "rules", FOLDER.resolve("rules-test.yml"));
  }

  private static void awaitData(String expression) {
    await("data of " + expression)
        .atMost(PATIENCE)
        .until(() -> prometheus.query(expression).size() > 0);
  }
}
