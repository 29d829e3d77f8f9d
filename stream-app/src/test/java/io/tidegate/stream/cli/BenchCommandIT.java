package io.tidegate.stream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.stream.broker.EmbeddedBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as a user gives it. */
class BenchCommandIT {
  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int bench(String... arguments) {
    List<String> all = new ArrayList<>(List.of("bench"));
    all.addAll(List.of(arguments));
    CommandLine commandLine = TidegateMain.commandLine();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return commandLine.execute(all.toArray(String[]::new));
  }

  private JsonNode json() throws Exception {
    return new ObjectMapper().readTree(directory.resolve("bench.json").toFile());
  }

  @Test
  void fiftySeriesAreMeasuredOnAClusterAndNothingIsLeftThere() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0)) {
      int code =
          bench(
              "--series=50",
              "--duration=PT2S",
              "--rounds=1",
              "--rate=500",
              "--bootstrap=" + broker.bootstrapServers(),
              "--json=" + directory.resolve("bench.json"));
      assertThat(code).as(out.toString() + err).isZero();
      requireNothingLeft(broker);
    }
    JsonNode result = json();
    assertThat(result.get("series").asInt()).isEqualTo(50);
    assertThat(result.get("records").asLong()).isBetween(300L, 2_000L);
    for (String positive :
        List.of(
            "recordsPerSecond",
            "passThroughRecordsPerSecond",
            "ratio",
            "smallStateRecordsPerSecond",
            "smallStateRatio",
            "allocatedBytesPerRecord",
            "diskBytesPerSeries",
            "changelogMegabytesPerMillionRecords",
            "restoreSeconds",
            "startSeconds",
            "heapBytes")) {
      assertThat(result.get(positive).asDouble()).as(positive).isPositive();
    }
    double state = result.get("stateBytesPerSeries").asDouble();
    assertThat(state).isBetween(4_000.0, 8_000.0);
    assertThat(result.get("changelogBytesPerSeries").asDouble()).isBetween(state, state + 200);
    assertThat(result.at("/stateBytesByPart/forecast").asDouble()).isPositive();
    assertThat(result.at("/stateBytesByPart/alerts").asDouble()).isPositive();
    assertThat(result.get("forecastBytes").asDouble()).isBetween(1_300.0, 1_800.0);
    assertThat(result.at("/endToEnd/p99Millis").asDouble())
        .isGreaterThanOrEqualTo(result.at("/endToEnd/p50Millis").asDouble());
    assertThat(result.at("/endToEnd/records").asLong()).isPositive();
    assertThat(result.at("/stepMicros/p999").asDouble())
        .isGreaterThanOrEqualTo(result.at("/stepMicros/p50").asDouble());
    assertThat(result.at("/cpuSecondsPerMillionRecords/streamThread").asDouble()).isPositive();
    assertThat(result.at("/streamThreadMicros/forecast").asDouble()).isPositive();
    assertThat(out.toString()).contains("all of them answered once, in order, warm");
  }

  private static void requireNothingLeft(EmbeddedBroker broker) throws Exception {
    try (Admin admin =
        Admin.create(
            Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
      assertThat(admin.listTopics().names().get()).isEmpty();
      assertThat(admin.listGroups().all().get()).isEmpty();
    }
  }

  @Test
  void anEstimateForAMillionSeriesTakesNoTimeAndSaysHowItWasReached() throws Exception {
    int code =
        bench(
            "--series=1000000",
            "--rate=10000",
            "--dry-run",
            "--json=" + directory.resolve("bench.json"));
    assertThat(code).as(err.toString()).isZero();
    assertThat(json().get("cores").asDouble()).isBetween(.05, 20.0);
    assertThat(json().get("changelogBytes").asDouble()).isBetween(4e9, 9e9);
    assertThat(out.toString()).contains("an estimate", "measured: ", "CPU seconds per million");
  }

  @Test
  void theLeanSizeNeedsLess() throws Exception {
    bench("--series=10000", "--rate=100", "--dry-run", "--json=" + directory.resolve("bench.json"));
    double standard = json().get("diskBytes").asDouble();
    bench(
        "--series=10000",
        "--rate=100",
        "--dry-run",
        "--size=lean",
        "--json=" + directory.resolve("bench.json"));
    assertThat(json().get("diskBytes").asDouble()).isLessThan(standard);
  }

  @Test
  void anEstimateWithoutARateSaysWhatIsMissing() {
    assertThat(bench("--series=1000", "--dry-run")).isEqualTo(2);
    assertThat(err.toString()).contains("--rate");
  }

  @Test
  void aDurationTooShortForItsRoundsIsWrongUse() {
    assertThat(bench("--duration=PT3S", "--rounds=5")).isEqualTo(2);
    assertThat(err.toString()).contains("at least a second for each of 5 rounds");
  }
}
