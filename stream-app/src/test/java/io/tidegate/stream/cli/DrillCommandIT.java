package io.tidegate.stream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The drills as a user gives them, on made series, with the real trainer and little training. */
class DrillCommandIT {
  private static final Path TRAINER = Path.of("../model/trainer/target/tidegate-trainer.jar");

  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void requireTrainer() {
    boolean built = Files.isRegularFile(TRAINER);
    if (System.getenv("CI") != null) {
      assertThat(built).as("%s is built before this module", TRAINER).isTrue();
    }
    assumeTrue(built, "the trainer is not built");
  }

  private int drill(String... arguments) {
    List<String> all = new ArrayList<>(List.of("drill"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--trainer", TRAINER.toString(), "--json", json().toString()));
    CommandLine commandLine = TidegateMain.commandLine();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return commandLine.execute(all.toArray(String[]::new));
  }

  private Path json() {
    return directory.resolve("drill.json");
  }

  private JsonNode result() throws IOException {
    return new ObjectMapper().readTree(json().toFile());
  }

  @Test
  void fiveSwapsLoseNoForecastAndNoSeriesStartsCold() throws Exception {
    int code =
        drill(
            "swap",
            "--records",
            "6600",
            "--set",
            "tidegate.trainer.batches.first=3",
            "--set",
            "tidegate.trainer.batches=3");
    assertThat(json()).as(err.toString()).exists();
    JsonNode result = result();
    assertThat(code).isEqualTo(result.get("kept").asBoolean() ? 0 : 1);
    assertThat(result.get("swaps")).hasSize(5);
    for (JsonNode swap : result.get("swaps")) {
      assertThat(swap.get("missingForecasts").asLong()).isZero();
      assertThat(swap.get("coldForecasts").asLong()).isZero();
      assertThat(swap.get("errorRatio").asDouble()).isBetween(0.5, 1.5);
    }
    assertThat(result.at("/swaps/2/how").asText()).isEqualTo("rolled back by hand");
    assertThat(result.at("/swaps/4/toUnits").asInt())
        .isNotEqualTo(result.at("/swaps/4/fromUnits").asInt());
    assertThat(result.get("different").asLong()).isZero();
    assertThat(result.get("compared").asLong()).isGreaterThan(6_000);
    assertThat(out.toString()).contains("rolled back by hand").endsWith("kept\n");
  }

  @Test
  void aShuffledChampionIsRejectedTwiceAndRolledBackOnceInUse() throws Exception {
    int code =
        drill(
            "challenger",
            "--kind",
            "shuffled",
            "--records",
            "12000",
            "--set",
            "tidegate.trainer.batches.first=3",
            "--set",
            "tidegate.trainer.challenge.level=0.4");
    assertThat(code).as(out.toString() + err).isZero();
    assertThat(result().get("kept").asBoolean()).isTrue();
    assertThat(result().get("trials")).hasSize(3);
    assertThat(result().at("/trials/0/gate").asText()).isEqualTo("offline");
    assertThat(result().at("/trials/1/forecastsSpoiled").asLong()).isZero();
    assertThat(result().at("/trials/1/recordsUntilDecision").asLong()).isPositive();
    assertThat(result().at("/trials/2/decision").asText()).isEqualTo("ROLLED_BACK");
    assertThat(result().at("/trials/2/forecastsSpoiled").asLong()).isPositive();
  }

  @Test
  void aPlantedChangeIsDetectedAndLearnt() throws Exception {
    int code =
        drill(
            "drift", "--seeds", "1", "--steady", "0", "--set", "tidegate.trainer.batches.first=10");
    assertThat(code).as(out.toString() + err).isZero();
    assertThat(result().get("runs")).hasSize(1);
    assertThat(result().at("/runs/0/detected").asLong()).isBetween(1L, 500L);
    assertThat(result().at("/runs/0/trained").asLong()).isPositive();
    assertThat(result().at("/runs/0/before/rootMeanSquare").asDouble()).isPositive();
  }

  /** Whether the stream keeps up says the machine, not the test. */
  @Test
  void forecastsAreTimedBeforeDuringAndAfterARetraining() throws Exception {
    int code = drill("retraining", "--seconds", "2", "--rate", "200");
    assertThat(code).as(out.toString() + err).isLessThan(2);
    assertThat(result().get("windows"))
        .extracting(window -> window.get("name").asText())
        .containsExactly("before", "during", "after");
    for (JsonNode window : result().get("windows")) {
      assertThat(window.get("forecasts").asLong()).isPositive();
      assertThat(window.get("p99").asLong()).isBetween(window.get("median").asLong(), 60_000L);
      assertThat(window.get("stepP99").asDouble()).isPositive();
    }
  }

  @Test
  void noFileCanHaveAChangePlantedOrAnEvenRate() {
    assertThat(drill("drift", "--data", "some.csv")).isEqualTo(2);
    assertThat(drill("retraining", "--data", "some.csv")).isEqualTo(2);
    assertThat(err.toString()).containsSubsequence("no --data", "no --data");
  }

  @Test
  void dataThatIsTooShortIsSaidSoBeforeMuchTimeIsSpent() {
    assertThat(drill("swap", "--records", "3000")).isEqualTo(1);
    assertThat(err.toString()).contains("the data is too short: 3,000 records of 6 series");
  }

  @Test
  void aFileThatIsNotThereIsWrongUse() {
    assertThat(drill("swap", "--data", "nowhere.csv")).isEqualTo(2);
    assertThat(err.toString()).contains("tidegate: ", "nowhere.csv");
  }
}
