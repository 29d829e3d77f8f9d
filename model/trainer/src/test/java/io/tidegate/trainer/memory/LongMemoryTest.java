package io.tidegate.trainer.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.trainer.network.NativeThreads;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class LongMemoryTest {
  private static MemoryReport quick;

  @BeforeAll
  static void runQuickly() {
    NativeThreads.use(1);
    quick = new MemoryExperiment(MemorySettings.QUICK, line -> {}).run();
  }

  private static List<Double> norms(Kind kind) {
    return quick.fadings().stream()
        .filter(each -> each.kind() == kind)
        .findFirst()
        .orElseThrow()
        .norms();
  }

  private static MemoryReport.Recall recall(Kind kind, int distance) {
    return quick.recalls().stream()
        .filter(each -> each.kind() == kind && each.distance() == distance)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theGradientOfThePlainNetworkFadesFasterThanTheLstms() {
    assertThat(norms(Kind.LSTM).get(50)).isGreaterThan(10 * norms(Kind.PLAIN).get(50));
    assertThat(norms(Kind.CHRONO).get(50)).isGreaterThan(100 * norms(Kind.PLAIN).get(50));
  }

  @Test
  void theLstmRecallsANumberFromTwentyStepsBack() {
    assertThat(recall(Kind.CHRONO, 20).accuracy()).isGreaterThan(0.9);
    assertThat(recall(Kind.CHRONO, 20).loss()).isLessThan(0.3);
    assertThat(recall(Kind.CHRONO, 20).loss()).isLessThan(recall(Kind.PLAIN, 20).loss() / 2);
  }

  @Test
  void everyNetworkIsMeasuredAtEveryDistance() {
    assertThat(quick.recalls()).hasSize(Kind.values().length * quick.settings().distances().size());
    assertThat(quick.explosions()).hasSize(2 * quick.settings().explosionRuns());
  }

  @Test
  void theSameSeedGivesTheSameFigures() {
    MemorySettings brief = new MemorySettings(List.of(10), 4, 8, 12, 20, 6, 1, 9);
    MemoryReport once = new MemoryExperiment(brief, line -> {}).run();
    MemoryReport again = new MemoryExperiment(brief, line -> {}).run();
    MemoryReport other = new MemoryExperiment(brief.withSeed(10), line -> {}).run();
    assertThat(again.recalls()).isEqualTo(once.recalls()).isNotEqualTo(other.recalls());
    assertThat(again.fadings()).isEqualTo(once.fadings());
    assertThat(again.explosions()).isEqualTo(once.explosions());
  }

  @Test
  void theChartIsWellFormedAndNeedsNothingElse() throws Exception {
    String svg = MemoryChart.of(quick);
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    assertThat(root.getTagName()).isEqualTo("svg");
    assertThat(root.getElementsByTagName("polyline").getLength())
        .isEqualTo(2 * Kind.values().length + quick.explosions().size());
    assertThat(svg).doesNotContain("NaN").doesNotContain("href").doesNotContain("url(");
  }

  @Test
  void theFiguresAreWrittenAsJson(@TempDir Path folder) throws Exception {
    LongMemory.run(new MemorySettings(List.of(10), 4, 8, 2, 20, 2, 1, 9), line -> {}).write(folder);
    JsonNode figures = new ObjectMapper().readTree(folder.resolve(LongMemory.FIGURES).toFile());
    assertThat(figures.at("/recalls/0/kind").asText()).isEqualTo("PLAIN");
    assertThat(figures.at("/recalls").size()).isEqualTo(3);
    assertThat(folder.resolve(LongMemory.CHART)).isNotEmptyFile();
  }

  @Test
  void theLongestDistanceIsAlwaysMeasuredAndBounded() {
    assertThat(MemorySettings.STANDARD.withLongest(70).distances()).containsExactly(10, 20, 50, 70);
    assertThatThrownBy(() -> MemorySettings.STANDARD.withLongest(501))
        .hasMessageContaining("between 10 and 500 steps, found 501");
  }
}
