package io.tidegate.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.model.Size;
import io.tidegate.trainer.Digest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int run(String... arguments) {
    CommandLine line = RootCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  @Test
  void aMisspeltKeyIsNamedWithTheOneThatWasMeant() {
    int code =
        run("run", "--set", "kafka.bootstrap.servers=a:1", "--set", "tidegate.trainer.perod=PT1H");
    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .contains("tidegate.trainer.perod")
        .contains("tidegate.trainer.period")
        .hasLineCount(1);
  }

  @Test
  void aMissingBrokerAddressIsAWrongConfiguration() {
    assertThat(run("run")).isEqualTo(2);
    assertThat(err.toString()).contains("kafka.bootstrap.servers").hasLineCount(1);
  }

  @Test
  void aReceiptNeedsAVersionAndABroker() {
    assertThat(run("retrain")).isEqualTo(2);
    assertThat(err.toString()).contains("--like");
    assertThat(run("retrain", "--like", "seven")).isEqualTo(2);
    assertThat(run("retrain", "--like", "7")).isEqualTo(2);
    assertThat(err.toString()).contains("kafka.bootstrap.servers");
  }

  @Test
  void aReceiptOfVersionZeroIsRefusedInOneLine() {
    int code = run("retrain", "--like", "0", "--set", "kafka.bootstrap.servers=127.0.0.1:1");
    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("version 0 ships with the software").hasLineCount(1);
  }

  @Test
  void aMissingConfigurationFileIsNamed() {
    assertThat(run("run", "--config", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("none").hasLineCount(1);
  }

  @Test
  void aFileThatIsNoModelIsSaidToBeNone() throws IOException {
    Path file = Files.writeString(folder.resolve("x.model"), "hello");
    assertThat(run("inspect-model", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("x.model is not a model").hasLineCount(1);
  }

  @Test
  void aTruncatedModelIsRefused() throws IOException {
    byte[] whole = ShippedModel.bytes();
    Path file = folder.resolve("x.model");
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));
    assertThat(run("inspect-model", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("is not a model").hasLineCount(1);
  }

  @Test
  void theShippedModelIsDescribed() throws IOException {
    Path file = Files.write(folder.resolve("x.model"), ShippedModel.bytes());
    assertThat(run("inspect-model", file.toString())).isZero();
    assertThat(out.toString()).contains("64 units").contains("SHA-256");
  }

  @Test
  void theBenchmarkMeasuresEverySizeAndWritesItsFigures() throws IOException {
    Path file = folder.resolve("speed.json");
    int code =
        run(
            "bench",
            "--units",
            "8",
            "--steps",
            "24",
            "--lanes",
            "2,4",
            "--batches",
            "60",
            "--json",
            file.toString());
    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString()).contains("1 thread(s)").contains("per core");
    JsonNode batches = new ObjectMapper().readTree(file.toFile()).get("batches");
    assertThat(batches).extracting(one -> one.get("sequences").asInt()).containsExactly(2, 4);
    for (JsonNode one : batches) {
      assertThat(one.get("stepsPerSecondPerCore").asDouble()).isPositive();
      assertThat(one.get("lastLoss").asDouble()).isLessThan(one.get("firstLoss").asDouble());
    }
  }

  @Test
  void theBenchmarkRefusesToMeasureWhatDoesNotLearn() {
    assertThat(run("benchmark", "--units", "8", "--lanes", "2", "--batches", "1")).isEqualTo(1);
    assertThat(err.toString()).contains("nothing was learnt").contains("--batches");
    assertThat(run("benchmark", "--lanes", "0")).isEqualTo(2);
  }

  @Test
  void aMissingFolderIsNamedBeforeTrainingStarts() {
    String file = folder.resolve("none").resolve("x.model").toString();
    assertThat(run("pretrain", "--out", file)).isEqualTo(1);
    assertThat(err.toString()).contains("no folder").hasLineCount(1);
  }

  @Test
  void aDistanceOutOfRangeIsWrongUse() {
    assertThat(run("memory", "--longest", "9")).isEqualTo(2);
    assertThat(err.toString()).contains("--longest").contains("between 10 and 500");
  }

  @Test
  void aMissingFolderForTheChartIsNamedBeforeAnythingRuns() {
    assertThat(run("memory", "--out", folder.resolve("none").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("no folder").hasLineCount(1);
  }

  @Test
  void aMissingCommandIsWrongUse() {
    assertThat(run()).isEqualTo(2);
  }

  @Test
  void dataThatCannotBeBacktestedIsWrongUse() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.csv"), "");
    Path few =
        Files.writeString(
            folder.resolve("few.csv"), "t,a\n2020-01-01 00:00,1\n2020-01-01 01:00,2\n");
    assertThat(run("backtest", "--data", empty.toString())).isEqualTo(2);
    assertThat(run("backtest", "--data", few.toString())).isEqualTo(2);
    assertThat(run("backtest", "--data", few.toString(), "--columns", "b")).isEqualTo(2);
    assertThat(run("backtest", "--data", folder.resolve("none.csv").toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("empty.csv is empty", "few: too few rows", "no column 'b'", "no file")
        .hasLineCount(4);
  }

  private Path wave() throws IOException {
    StringBuilder csv = new StringBuilder("t,a\n");
    for (int t = 0; t < 300; t++) {
      java.time.Instant time = java.time.Instant.ofEpochSecond(3_600L * t);
      csv.append(time).append(',').append(Math.sin(t * Math.PI / 12) + t % 7).append('\n');
    }
    return Files.writeString(folder.resolve("wave.csv"), csv.toString());
  }

  @Test
  void anAblationRunsOnceWholeAndOnceWithoutEachPart() throws IOException {
    Path json = folder.resolve("parts.json");
    String[] arguments = {
      "ablation",
      "--data",
      wave().toString(),
      "--horizons",
      "1,4",
      "--every",
      "0",
      "--parts",
      "vote,adaptive-intervals",
      "--json",
      json.toString()
    };
    assertThat(run(arguments)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("(nothing)", "vote", "adaptive-intervals", "cover 1..4");
    assertThat(err.toString()).contains("run 3 of 3, without adaptive-intervals");
    assertThat(json).content().contains("\"without\" : \"vote\"");
  }

  @Test
  void aBacktestOfTheLeanSizeBeginsWithItsOwnModel() throws IOException {
    Path json = folder.resolve("lean.json");
    String[] arguments = {
      "backtest",
      "--data",
      wave().toString(),
      "--horizons",
      "1",
      "--every",
      "0",
      "--set",
      "tidegate.size=lean",
      "--json",
      json.toString()
    };
    assertThat(run(arguments)).as(err.toString()).isZero();
    assertThat(json)
        .content()
        .contains("\"size\" : \"lean\"", Digest.sha256(ShippedModel.bytes(Size.LEAN)));
    assertThat(ShippedModel.load(Size.LEAN).shape()).isEqualTo(Size.LEAN.shape());
  }

  @Test
  void aSampleCanBeBacktestedWithItsCovariate() {
    String shops = folder.resolve("shops.csv").toString();
    assertThat(run("sample", "--out", shops, "--rows", "300")).as(err.toString()).isZero();
    assertThat(run("backtest", "--data", shops, "--covariates", "promotion", "--every", "0"))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("shops: 3 series");
  }

  @Test
  void moreCovariatesThanASeriesUsesAreWrongUse() throws IOException {
    assertThat(run("backtest", "--data", wave().toString(), "--covariates", "b,c,d,e,f"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--covariates", "at most 4", "found 5");
  }

  @Test
  void theBytesOfAStateAreShownByPart() {
    assertThat(run("state", "--size", "lean")).isZero();
    assertThat(out.toString()).contains("size lean", "ring", "60 min", "10 min, gaps", "all");
  }

  @Test
  void anUnknownPartIsWrongUse() throws IOException {
    assertThat(run("ablation", "--data", wave().toString(), "--parts", "gru")).isEqualTo(2);
    assertThat(err.toString()).contains("--parts", "lstm, highway", "gru");
  }

  @Test
  void anUnknownSizeIsWrongUse() {
    assertThat(run("pretrain", "--size", "huge", "--out", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("--size", "standard or lean", "huge");
  }

  @Test
  void aBacktestWritesTableJsonAndPage() throws IOException {
    Path data = wave();
    Path json = folder.resolve("wave.json");
    Path html = folder.resolve("wave.html");
    String[] arguments = {
      "backtest",
      "--data",
      data.toString(),
      "--horizons",
      "1,4",
      "--every",
      "0",
      "--json",
      json.toString(),
      "--html",
      html.toString()
    };
    assertThat(run(arguments)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("wave: 1 series", "1..4", "online ridge");
    assertThat(json).content().contains("\"standardisedMse\"");
    assertThat(html).content().contains("<svg");
  }

  @Test
  void alteredCopiesGoToAnEmptyFolderOnly() throws IOException {
    Files.createDirectories(folder.resolve("nab/data"));
    Files.createDirectories(folder.resolve("nab/labels"));
    Files.writeString(folder.resolve("nab/labels/combined_windows.json"), "{}");
    String data = folder.resolve("nab").toString();
    String copies = folder.resolve("copies").toString();
    assertThat(run("alerts", "alter", "--data", data, "--out", copies, "--copies", "2")).isZero();
    assertThat(folder.resolve("copies/1/labels/combined_windows.json")).exists();
    assertThat(run("alerts", "alter", "--data", data, "--out", copies)).isEqualTo(1);
    assertThat(err.toString()).contains("is not empty").hasLineCount(1);
    assertThat(run("alerts")).isEqualTo(2);
  }

  @Test
  void aKindOfSeriesThatIsNotSimulatedIsRefusedWithThoseThatAre() {
    assertThat(run("alerts", "false-alarms", "--kinds", "normal")).isEqualTo(2);
    assertThat(err.toString()).contains("gaussian, heavy-tailed").contains("'normal'");
  }

  @Test
  void falseAlarmsAreCountedInATableAndAFile() throws IOException {
    Path json = folder.resolve("alarms.json");
    int code =
        run(
            "alerts",
            "false-alarms",
            "--steps",
            "hourly",
            "--kinds",
            "gaussian",
            "--series",
            "2",
            "--without-forecasts",
            "--json",
            json.toString());
    assertThat(code).isZero();
    assertThat(out.toString()).contains("| hourly | gaussian | no | 2 |");
    assertThat(Files.readString(json)).contains("\"perWeek\"");
  }
}
