package io.tidegate.stream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus reads of a running application. */
class MetricsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A partition has it once something was fetched of it. */
  private static final String LAG = "tidegate_lag_records";

  /** They come with the first report, decision or look at the stores. */
  private static final Set<String> LAST =
      Set.of(
          "tidegate_alerts_total",
          "tidegate_interval_coverage_ratio",
          "tidegate_forecast_error_ratio",
          "tidegate_model_decision_timestamp_seconds",
          "tidegate_state_bytes");

  @TempDir static Path directory;
  private static WatchedApplication watched;

  @BeforeAll
  static void start() throws Exception {
    watched = new WatchedApplication(directory);
    watched.observe("first-", 12);
    watched.refuse();
    watched.decide();
    await("every figure")
        .atMost(PATIENCE)
        .until(
            () -> {
              Map<String, Scrape.Family> told = watched.scrape().families();
              return told.containsKey(LAG)
                  && told.get(LAG).samples().size() == WatchedApplication.PARTITIONS
                  && LAST.stream()
                      .allMatch(
                          name -> told.containsKey(name) && !told.get(name).samples().isEmpty());
            });
  }

  @AfterAll
  static void stop() {
    if (watched != null) {
      watched.close();
    }
  }

  @Test
  void everyMetricHasAHelpTextAndAType() {
    watched
        .scrape()
        .families()
        .forEach(
            (name, family) -> {
              assertThat(family.help()).as("HELP of " + name).isNotBlank();
              assertThat(family.type())
                  .as("TYPE of " + name)
                  .isIn("counter", "gauge", "histogram", "summary");
            });
  }

  @Test
  void ourNamesFollowTheConventionOfPrometheus() {
    Map<String, Scrape.Family> families = watched.scrape().families();
    families.keySet().removeIf(name -> !name.startsWith("tidegate_"));
    assertThat(families).hasSizeGreaterThan(20);
    families.forEach(
        (name, family) -> {
          assertThat(name).matches("tidegate(_[a-z]+)+");
          assertThat(name.endsWith("_total"))
              .as(name + " is a " + family.type() + "; counters, and only they, end in _total")
              .isEqualTo(family.type().equals("counter"));
          assertThat(name)
              .as("seconds, bytes and ratios, without prefixes")
              .doesNotContainPattern("_(ms|millis|nanos|minutes|hours|days|kb|mib|percent)(_|$)");
        });
  }

  @Test
  void everyFigureOfOursIsANumber() {
    assertThat(watched.body().lines())
        .filteredOn(line -> line.startsWith("tidegate_"))
        .noneMatch(line -> line.endsWith("NaN"));
  }

  @Test
  void noLabelTellsSeriesApart() throws Exception {
    Map<String, Integer> before = sizes();
    watched.observe("second-", 30);
    Scrape after = watched.scrape();
    assertThat(sizes()).isEqualTo(before);
    after
        .families()
        .forEach(
            (name, family) ->
                assertThat(family.samples()).as(name).noneMatch(one -> one.contains("second-")));
  }

  /** Number of samples of each of our metrics but one whose labels have few values of their own. */
  private static Map<String, Integer> sizes() {
    Map<String, Integer> sizes = new TreeMap<>();
    watched
        .scrape()
        .families()
        .forEach(
            (name, family) -> {
              if (name.startsWith("tidegate_") && !name.equals("tidegate_alerts_total")) {
                sizes.put(name, family.samples().size());
              }
            });
    return sizes;
  }

  @Test
  void kafkasOwnMetricsAreTold() {
    assertThat(watched.scrape().families().keySet())
        .contains(
            "kafka_stream_thread_process_rate", "kafka_consumer_coordinator_assigned_partitions");
  }

  @Test
  void theTableInTheReadmeIsWhatIsTold() throws Exception {
    Path readme = Path.of("README.md");
    String text = Files.readString(readme);
    String fresh = MetricsTable.refresh(text, watched.scrape());
    if (Boolean.getBoolean("tidegate.readme.update")) {
      Files.writeString(readme, fresh);
    }
    assertThat(Files.readString(readme))
        .as("stale: run mvn verify -Dit.test=MetricsIT -Dtidegate.readme.update=true")
        .isEqualTo(fresh);
  }
}
