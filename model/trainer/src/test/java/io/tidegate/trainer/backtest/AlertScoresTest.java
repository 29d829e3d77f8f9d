package io.tidegate.trainer.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.trainer.fit.FitFailedException;
import io.tidegate.trainer.fit.FitRunner;
import io.tidegate.trainer.sidecar.TrainerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertScoresTest {
  @TempDir Path directory;

  private Path file(String name, List<String> lines) throws IOException {
    Path file = directory.resolve("data").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, lines);
  }

  /** Rows of noise with a spike, five minutes apart. */
  private static List<String> rows(int count, int spike) {
    Random random = new Random(1);
    List<String> lines = new ArrayList<>(List.of("timestamp,value"));
    for (int i = 0; i < count; i++) {
      double value = 50 + random.nextGaussian() + (i == spike ? 40 : 0);
      lines.add(
          String.format(
              "2026-01-%02d %02d:%02d:00,%s", 1 + i / 288, i / 12 % 24, i % 12 * 5, value));
    }
    return lines;
  }

  private List<String> scores(String name) throws IOException {
    return Files.readAllLines(directory.resolve("out").resolve(name));
  }

  private static AlertScores scores(Path data, Path out, int every, boolean forecasts) {
    TrainerSettings settings = TrainerSettings.load(null, Map.of(), Map.of());
    FitRunner none =
        (request, progress) -> {
          throw new FitFailedException("none wanted", null);
        };
    return new AlertScores(
        data, out, new AlertSettings(ShippedModel.load(), forecasts, every, settings, none));
  }

  private void write(Path data) throws IOException, InterruptedException {
    scores(data, directory.resolve("out"), 0, true).write((file, rows, alerts, promoted) -> {});
  }

  private static double scoreOf(String row) {
    return Double.parseDouble(row.substring(row.lastIndexOf(',') + 1));
  }

  @Test
  void everyRowOfEveryFileHasAScoreUnderTheSameName() throws IOException, InterruptedException {
    List<String> lines = rows(1_000, 800);
    file("a/one.csv", lines);
    file("b/c/two.csv", rows(400, -1));
    file("b/readme.txt", List.of("not a table"));
    write(directory.resolve("data"));
    List<String> one = scores("a/one.csv");
    assertThat(one).hasSize(1_001).first().isEqualTo("timestamp,value,anomaly_score");
    for (int i = 1; i < one.size(); i++) {
      assertThat(one.get(i)).startsWith(lines.get(i) + ",");
      assertThat(scoreOf(one.get(i))).isBetween(0., 1.);
    }
    assertThat(scoreOf(one.get(801))).isGreaterThan(.7);
    assertThat(scores("b/c/two.csv")).hasSize(401);
    assertThat(directory.resolve("out/b/readme.txt")).doesNotExist();
  }

  @Test
  void aMissingValueHasAScoreOfZeroAndChangesNoOther() throws IOException, InterruptedException {
    List<String> lines = rows(600, 500);
    Path whole = file("whole.csv", lines);
    write(whole);
    List<String> expected = scores("whole.csv");
    lines.add(301, "2026-01-02 00:59:00,");
    Path missing = file("missing.csv", lines);
    write(missing);
    List<String> found = new ArrayList<>(scores("missing.csv"));
    assertThat(found.remove(301)).isEqualTo("2026-01-02 00:59:00,,0.0");
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void whatComesLaterChangesNoEarlierScore() throws IOException, InterruptedException {
    List<String> lines = rows(700, 500);
    write(file("whole.csv", lines));
    write(file("part.csv", lines.subList(0, 600)));
    assertThat(scores("part.csv")).isEqualTo(scores("whole.csv").subList(0, 600));
  }

  @Test
  void anIncidentHasOneRowAtTheThreshold() throws IOException, InterruptedException {
    List<String> lines = rows(1_000, -1);
    for (int i = 0; i < 25; i++) {
      String line = lines.get(801 + i);
      lines.set(801 + i, line.substring(0, line.indexOf(',') + 1) + (90 + i * 5));
    }
    write(file("grows.csv", lines));
    assertThat(scores("grows.csv").subList(801, 826))
        .filteredOn(row -> scoreOf(row) >= AlertScores.THRESHOLD)
        .hasSize(1);
  }

  @Test
  void weightsAreRetrainedAfterSoManyRowsAndStayIfThatFails()
      throws IOException, InterruptedException {
    Path data = file("one.csv", rows(1_000, 800));
    write(data);
    Path other = directory.resolve("retrained");
    List<Integer> promoted = new ArrayList<>();
    scores(data, other, 400, true).write((file, rows, alerts, count) -> promoted.add(count));
    assertThat(promoted).containsExactly(0);
    assertThat(other.resolve("one.csv")).hasSameTextualContentAs(directory.resolve("out/one.csv"));
  }

  @Test
  void aFileIsScoredWithoutForecastsToo() throws IOException, InterruptedException {
    Path data = file("one.csv", rows(1_000, 800));
    scores(data, directory.resolve("out"), 0, false).write((file, rows, alerts, count) -> {});
    assertThat(scoreOf(scores("one.csv").get(801))).isGreaterThan(.7);
  }

  @Test
  void timesThatRepeatOrGoBackAreNotScored() throws IOException, InterruptedException {
    List<String> lines = rows(100, -1);
    lines.set(50, lines.get(49));
    lines.set(60, lines.get(20));
    write(file("clock.csv", lines));
    assertThat(scores("clock.csv")).hasSize(101).element(50).asString().endsWith(",0.0");
  }

  @Test
  void whatIsNoTableOfTimesAndValuesIsRefusedWithItsLine() throws IOException {
    Path words = file("words.csv", List.of("timestamp,value", "2026-01-01 00:00:00,much"));
    assertThatThrownBy(() -> write(words))
        .isInstanceOf(UnusableDataException.class)
        .hasMessageContaining("words.csv line 2")
        .hasMessageContaining("expected a number, found 'much'");
    Path narrow = file("narrow.csv", List.of("timestamp", "2026-01-01 00:00:00"));
    assertThatThrownBy(() -> write(narrow)).hasMessageContaining("expected a time and a value");
    Path empty = Files.createDirectories(directory.resolve("empty"));
    assertThatThrownBy(() -> write(empty))
        .hasMessageContaining("no file whose name ends with .csv");
    Path lost = directory.resolve("lost.csv");
    assertThatThrownBy(() -> write(lost)).hasMessageContaining("no file");
  }

  @Test
  void scoresNeverTakeThePlaceOfTheirData() throws IOException {
    Path data = file("own.csv", rows(50, -1));
    AlertScores own = scores(data, data.getParent(), 0, true);
    assertThatThrownBy(() -> own.write((file, rows, alerts, promoted) -> {}))
        .hasMessageContaining("would take its place");
    assertThat(Files.readAllLines(data)).hasSize(51);
  }
}
