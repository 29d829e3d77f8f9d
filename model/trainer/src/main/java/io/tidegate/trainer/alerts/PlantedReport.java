package io.tidegate.trainer.alerts;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tidegate.kernel.alert.Resolution;
import io.tidegate.trainer.backtest.HtmlReport;
import io.tidegate.trainer.backtest.LineChart;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What was told of planted incidents: a table, JSON, and a page with charts. */
public final class PlantedReport {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final List<String> STYLES =
      List.of("h0", "h1", "h2", "h3", "h4", "actual", "nominal");

  private final PlantedSettings settings;
  private final List<PlantedOutcome> outcomes;

  PlantedReport(PlantedSettings settings, List<PlantedOutcome> outcomes) {
    this.settings = settings;
    this.outcomes = List.copyOf(outcomes);
  }

  /** Figures of one kind and size, over all series. */
  PlantedFigures figures(PlantedIncident incident, double size) {
    return new PlantedFigures(
        outcomes.stream().filter(one -> one.incident() == incident && one.size() == size).toList());
  }

  List<PlantedOutcome> outcomes() {
    return outcomes;
  }

  /** A table that Markdown shows as such, and a line on lasting changes of level. */
  public String table() {
    StringBuilder out = new StringBuilder();
    out.append("| planted | size | found | kind right at opening | at the end | else called ");
    out.append("| median delay | alerts per incident |\n");
    out.append("| --- | ---: | ---: | ---: | ---: | --- | ---: | ---: |\n");
    for (PlantedIncident incident : PlantedIncident.values()) {
      for (double size : settings.sizesOf(incident)) {
        out.append(figures(incident, size).row(incident, size));
      }
    }
    return out.append(adaptation()).toString();
  }

  private String adaptation() {
    List<Integer> records = new ArrayList<>();
    int newNormal = 0;
    int found = 0;
    for (PlantedOutcome one : outcomes) {
      if (one.incident() == PlantedIncident.LEVEL_SHIFT && one.size() >= 5 && one.found()) {
        found++;
        newNormal += one.resolution() == Resolution.NEW_NORMAL ? 1 : 0;
        records.add(one.resolvedAfter() < 0 ? Integer.MAX_VALUE : one.resolvedAfter());
      }
    }
    records.sort(null);
    return found == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "Level shifts of 5 and more: %d of %d resolved as new normal, median after %d records,"
                + " nine of ten within %d.%n",
            newNormal,
            found,
            records.get(records.size() / 2),
            records.get((int) (0.9 * (records.size() - 1))));
  }

  /** For machines: {@code planted}, one entry for each kind and size, and {@code run}. */
  public void writeJson(Writer out) throws IOException {
    List<Map<String, Object>> planted = new ArrayList<>();
    for (PlantedIncident incident : PlantedIncident.values()) {
      for (double size : settings.sizesOf(incident)) {
        planted.add(figures(incident, size).entry(incident, size));
      }
    }
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("series", settings.series() * Background.values().length);
    run.put("perWeek", settings.perWeek());
    run.put("history", PlantedSettings.HISTORY);
    run.put("seed", settings.seed());
    JSON.writeValue(out, Map.of("planted", planted, "run", run));
  }

  /** For people: a page with one line for each kind. */
  public void writeHtml(Writer out) throws IOException {
    String charts =
        chart("Share found", PlantedFigures::share, 1)
            + chart("Share whose kind is right at the end", PlantedFigures::rightAtTheEnd, 1)
            + chart("Median delay in records", PlantedFigures::medianDelay, 1)
            + chart("Alerts per incident", PlantedFigures::alertsPerIncident, 2);
    out.write(
        HtmlReport.page(
            "Tidegate: planted incidents",
            "What is told of incidents whose kind and beginning are known, by their size in"
                + " standard deviations of the noise.",
            "<section><div class='grid wide'>" + charts + "</div></section>"));
  }

  private String chart(String title, ToDoubleFunction<PlantedFigures> figure, double top) {
    LineChart chart = new LineChart(title, "standard deviations").show(0, top);
    double[] sizes = settings.sizes().stream().mapToDouble(size -> size).toArray();
    int style = 0;
    for (PlantedIncident incident : PlantedIncident.values()) {
      if (incident.sized()) {
        double[] heights = new double[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
          heights[i] = figure.applyAsDouble(figures(incident, sizes[i]));
        }
        chart.line(STYLES.get(style++), incident.word(), sizes, heights);
      }
    }
    return chart.html();
  }
}
