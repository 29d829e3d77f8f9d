package io.tidegate.trainer.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.tidegate.kernel.alert.Kind;
import io.tidegate.kernel.alert.Resolution;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlantedTest {
  private static final PlantedReport REPORT =
      Planted.run(new PlantedSettings(List.of(8.), 1, 1, 4), rows -> {});

  @Test
  void everyKindIsFoundOnceAndNamedRightAtEightDeviations() {
    for (PlantedIncident incident : PlantedIncident.values()) {
      if (incident.kind() != null) {
        PlantedFigures figures = REPORT.figures(incident, incident.sized() ? 8 : 0);
        assertThat(figures.share()).as(incident.word()).isEqualTo(1);
        assertThat(figures.rightAtTheEnd()).as(incident.word()).isGreaterThan(0.6);
        assertThat(figures.alertsPerIncident()).as(incident.word()).isLessThan(1.4);
      }
    }
  }

  @Test
  void whatIsCalledByAnotherNameIsSaidByIt() {
    PlantedFigures figures =
        new PlantedFigures(
            List.of(
                called(Kind.SPIKE),
                called(Kind.LEVEL_SHIFT),
                called(Kind.SPIKE),
                called(Kind.SEASONAL_MISFIT)));
    assertThat(figures.otherwise()).containsExactly(entry("level shift", 1L), entry("spike", 2L));
    assertThat(figures.row(PlantedIncident.SEASONAL_MISFIT, 5))
        .contains("| 25 % | level shift 1, spike 2 |");
  }

  private static PlantedOutcome called(Kind end) {
    return new PlantedOutcome(
        Background.SEASONAL,
        PlantedIncident.SEASONAL_MISFIT,
        5,
        1,
        0,
        Kind.SPIKE,
        end,
        Resolution.NORMAL,
        40);
  }

  @Test
  void theSameSeedGivesTheSameOutcomes() {
    PlantedReport again = Planted.run(new PlantedSettings(List.of(8.), 1, 1, 4), rows -> {});
    assertThat(again.outcomes()).isEqualTo(REPORT.outcomes());
  }

  @Test
  void theReportIsATableAndJsonAndAPageThatNeedsNothingElse() throws IOException {
    assertThat(REPORT.table()).contains("| level shift | 8 | 100 % |", "else called", "new normal");
    StringWriter json = new StringWriter();
    REPORT.writeJson(json);
    assertThat(json.toString()).contains("\"planted\"", "\"MISSING_DATA\"");
    StringWriter html = new StringWriter();
    REPORT.writeHtml(html);
    assertThat(html.toString())
        .contains("Tidegate: planted incidents", "<svg", "seasonal misfit")
        .doesNotContain("{{", "<script", "http://", "https://");
  }
}
