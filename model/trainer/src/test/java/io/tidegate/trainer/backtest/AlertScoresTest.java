package io.tidegate.trainer.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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

  private void write(Path data) throws IOException {
    new AlertScores(data, directory.resolve("out"), ZoneOffset.UTC)
        .write((file, rows, alerts) -> {});
  }

  private static double scoreOf(String row) {
    return Double.parseDouble(row.substring(row.lastIndexOf(',') + 1));
  }

  @Test
  void everyRowOfEveryFileHasAScoreUnderTheSameName() throws IOException {
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
  void aMissingValueHasAScoreOfZeroAndChangesNoOther() throws IOException {
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
  void timesThatRepeatOrGoBackAreTaken() throws IOException {
    List<String> lines = rows(100, -1);
    lines.set(50, lines.get(49));
    lines.set(60, lines.get(20));
    write(file("clock.csv", lines));
    assertThat(scores("clock.csv")).hasSize(101);
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
    AlertScores own = new AlertScores(data, data.getParent(), ZoneOffset.UTC);
    assertThatThrownBy(() -> own.write((file, rows, alerts) -> {}))
        .hasMessageContaining("would take its place");
    assertThat(Files.readAllLines(data)).hasSize(51);
  }
}
