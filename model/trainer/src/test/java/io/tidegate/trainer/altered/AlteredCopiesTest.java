package io.tidegate.trainer.altered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.trainer.altered.Labelled.Row;
import io.tidegate.trainer.altered.Labelled.Window;
import io.tidegate.trainer.backtest.UnusableDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlteredCopiesTest {
  private static final int ROWS = 2_000;
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  @TempDir Path folder;

  private static String time(int row) {
    return FORMAT.format(LocalDateTime.of(2026, 1, 1, 0, 0).plusMinutes(5L * row));
  }

  private static Labelled series() {
    Random random = new Random(1);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(new Row(time(i), 50 + 10 * Math.sin(i * .02) + random.nextGaussian()));
    }
    return new Labelled(rows, List.of(new Window(time(1_201), time(1_300))));
  }

  @BeforeEach
  void writeTheBenchmark() throws IOException {
    Path data = Files.createDirectories(folder.resolve("nab/data/group"));
    List<String> lines = new ArrayList<>(List.of("timestamp,value"));
    series().rows().forEach(row -> lines.add(row.time() + "," + row.value()));
    Files.write(data.resolve("one.csv"), lines);
    Files.write(data.resolve("two.csv"), lines);
    Files.createDirectories(folder.resolve("nab/labels"));
    Files.writeString(
        folder.resolve("nab/labels/combined_windows.json"),
        String.format(
            "{\"group/one.csv\": [[\"%s.000000\", \"%s.000000\"]], \"group/two.csv\": []}",
            time(1_201), time(1_300)));
    Files.createDirectories(folder.resolve("nab/config"));
    Files.writeString(folder.resolve("nab/config/profiles.json"), "{}");
  }

  private Path copy(String name, int copy, long seed) throws IOException {
    Path out = folder.resolve(name);
    new AlteredCopies(folder.resolve("nab")).write(out, copy, seed);
    return out;
  }

  @Test
  void aCopyIsLaidOutAsTheBenchmarkIs() throws IOException {
    Path copy = copy("a", 0, 1);
    assertThat(copy.resolve("data/group/one.csv")).exists();
    assertThat(copy.resolve("data/group/two.csv")).exists();
    assertThat(copy.resolve("config/profiles.json")).hasContent("{}");
    JsonNode labels =
        new ObjectMapper().readTree(copy.resolve("labels/combined_windows.json").toFile());
    List<String> lines = Files.readAllLines(copy.resolve("data/group/one.csv"));
    assertThat(lines.get(0)).isEqualTo("timestamp,value");
    assertThat(labels.get("group/two.csv")).isEmpty();
    JsonNode window = labels.get("group/one.csv").get(0);
    for (JsonNode end : window) {
      assertThat(lines).anyMatch(line -> line.startsWith(end.asText() + ","));
    }
  }

  @Test
  void theSameSeedGivesTheSameBytesAndEachCopyIsAnother() throws IOException {
    String file = "data/group/one.csv";
    Path once = copy("a", 0, 7).resolve(file);
    assertThat(copy("b", 0, 7).resolve(file)).hasSameBinaryContentAs(once);
    assertThat(Files.readString(copy("c", 1, 7).resolve(file))).isNotEqualTo(read(once));
    assertThat(Files.readString(copy("d", 0, 8).resolve(file))).isNotEqualTo(read(once));
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file);
  }

  @Test
  void soManyRowsBeforeTheFirstWindowStay() {
    for (long seed = 0; seed < 50; seed++) {
      Labelled altered = AlteredCopies.alter(series(), new Random(seed));
      assertThat(altered.windows()).hasSize(1);
      assertThat(altered.firstLabelled()).isGreaterThanOrEqualTo(399);
      assertThat(altered.rows().get(altered.rows().size() - 1).time()).isGreaterThan(time(1_990));
    }
  }

  @ParameterizedTest
  @EnumSource(Alteration.class)
  void timesAscendAndValuesStayFiniteWhateverIsAltered(Alteration alteration) {
    Labelled series = series();
    List<Row> rows = alteration.apply(series, new Random(3));
    assertThat(rows).extracting(Row::time).isSorted().doesNotHaveDuplicates();
    assertThat(rows).allMatch(row -> Double.isFinite(row.value()));
    boolean halves = alteration == Alteration.THIN || alteration == Alteration.AVERAGE;
    assertThat(rows).hasSize(halves ? ROWS / 2 : ROWS);
  }

  @Test
  void anAlterationDoesWhatItsNameSays() {
    Labelled series = series();
    List<Row> before = series.rows();
    List<Row> averaged = Alteration.AVERAGE.apply(series, new Random(1));
    assertThat(averaged.get(3).value())
        .isCloseTo((before.get(6).value() + before.get(7).value()) / 2, within(1e-12));
    Labelled noisy = new Labelled(Alteration.NOISE.apply(series, new Random(1)), List.of());
    double squares = 0;
    for (int i = 0; i < ROWS; i++) {
      squares += Math.pow(noisy.rows().get(i).value() - before.get(i).value(), 2) / ROWS;
    }
    assertThat(Math.sqrt(squares)).isCloseTo(.05 * series.deviation(), within(.02));
    Labelled warped = new Labelled(Alteration.WARP.apply(series, new Random(1)), List.of());
    assertThat(warped.least()).isCloseTo(series.least(), within(1e-9));
    assertThat(warped.most()).isCloseTo(series.most(), within(1e-9));
    assertThat(Alteration.NONE.apply(series, new Random(1))).isEqualTo(before);
  }

  @Test
  void aSeriesThatNeverChangesSurvivesEveryAlteration() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add(new Row(time(i), 5));
    }
    for (Alteration alteration : Alteration.values()) {
      assertThat(alteration.apply(new Labelled(rows, List.of()), new Random(1)))
          .allMatch(row -> row.value() == 5);
    }
  }

  @Test
  void aFolderThatIsNotLaidOutSoIsRefused() {
    assertThatThrownBy(() -> new AlteredCopies(folder))
        .isInstanceOf(UnusableDataException.class)
        .hasMessageContaining("labels/combined_windows.json");
  }

  @Test
  void aRowThatIsNoTimeAndNumberIsNamed() throws IOException {
    Files.writeString(folder.resolve("nab/data/group/one.csv"), "timestamp,value\n2026,much\n");
    assertThatThrownBy(() -> copy("a", 0, 1))
        .isInstanceOf(UnusableDataException.class)
        .hasMessageContaining("group/one.csv line 2");
  }
}
