package io.tidegate.trainer.backtest;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Results for people: one page that needs nothing but itself. */
public final class HtmlReport {
  private static final List<Measure> COLUMNS =
      List.of(
          Measure.STANDARDISED_MSE,
          Measure.STANDARDISED_MAE,
          Measure.MASE,
          Measure.SMAPE,
          Measure.CRPS,
          Measure.COVERAGE_90,
          Measure.STANDARDISED_WIDTH_90);
  private static final List<Measure> ERRORS =
      List.of(Measure.STANDARDISED_MSE, Measure.STANDARDISED_MAE, Measure.MASE, Measure.SMAPE);
  private static final Figures NOTHING = new Figures(new EnumMap<>(Measure.class));
  private static final List<String> HEADS =
      List.of("MSE", "MAE", "MASE", "sMAPE %", "CRPS", "90 % cover", "90 % width");

  private HtmlReport() {}

  /** Writes all of {@code all}; {@code run} says how they came about. */
  public static void write(List<Results> all, Map<String, Object> run, Writer out)
      throws IOException {
    StringBuilder body = new StringBuilder();
    for (Results results : all) {
      section(results, body);
    }
    body.append("<section><h2>Run</h2><dl>");
    run.forEach(
        (key, value) ->
            body.append(
                "<dt>%s</dt><dd>%s</dd>"
                    .formatted(Html.text(key), Html.text(String.valueOf(value)))));
    body.append("</dl></section>");
    out.write(
        page(
            "Tidegate backtest",
            "Every forecast was made from values up to its origin alone, by weights trained on"
                + " values before it, and scored when its actual came.",
            body.toString()));
  }

  /** A whole page that needs nothing but itself; title and lead are text, the body is markup. */
  public static String page(String title, String lead, String body) throws IOException {
    return frame()
        .replace("{{title}}", Html.text(title))
        .replace("{{lead}}", Html.text(lead))
        .replace("{{body}}", body);
  }

  private static String frame() throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.html")) {
      if (in == null) {
        throw new IOException("report.html is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void section(Results results, StringBuilder body) {
    Setup setup = results.setup();
    DataSet data = setup.data();
    Charts charts = new Charts(results);
    body.append("<section><h2>").append(Html.text(data.name())).append("</h2>");
    body.append(
        String.format(
            Locale.ROOT,
            "<p class='lead'>%d series, scored from %s to %s (%d rows) after %d rows of training"
                + " and %d of validation; %d retrainings; %.0f s.</p>",
            data.series().size(),
            data.timeText(setup.parts().firstScored()),
            data.timeText(setup.parts().end() - 1),
            setup.parts().online(),
            setup.parts().training(),
            setup.parts().validation(),
            results.retrainings().size(),
            results.seconds()));
    overall(results, body);
    stretches(results, body);
    grid(
        body,
        "Error and intervals by step",
        charts.errorByStep(),
        charts.coverageByStep(),
        charts.reliability(),
        charts.widthByStep());
    grid(body, "Error over time", charts.errorOverTime());
    forecasts(results, charts, body);
    perSeries(results, body);
    results.newcomers().ifPresent(newcomers -> body.append(NewcomerTable.html(newcomers, setup)));
    retrainings(results, body);
    body.append("</section>");
  }

  private static void grid(StringBuilder body, String title, String... charts) {
    String style = charts.length > 1 ? "grid wide" : "grid";
    body.append("<h3>").append(title).append("</h3><div class='").append(style).append("'>");
    body.append(String.join("", charts)).append("</div>");
  }

  private static void overall(Results results, StringBuilder body) {
    body.append("<h3>Against the baselines</h3>");
    head(body, "steps", "method");
    for (int i = 0; i < results.setup().horizons().size(); i++) {
      for (Method method : Method.values()) {
        boolean first = method == Method.TIDEGATE;
        body.append(first ? "<tr class='first'><td>" : "<tr><td>");
        body.append(first ? upTo(results.setup().horizons().get(i)) : "");
        body.append("</td><th>").append(method.label()).append("</th>");
        cells(results.figures(method, i), least(results, i), body);
      }
    }
    body.append("</table></div><p class='note'>The figure of a horizon is the mean over all its ");
    body.append("steps, all origins and series. MSE, MAE and width are on values standardised by ");
    body.append(
        "the training part; sMAPE runs to 200; MASE is the mean absolute error over that of seasonal naive ");
    body.append(
        "on the training part; CRPS, from the quantiles, is in the unit of the values. The least ");
    body.append("error of each horizon is bold.</p>");
  }

  private static String upTo(int horizon) {
    return horizon == 1 ? "1" : "1 to " + horizon;
  }

  private static void head(StringBuilder body, String first, String second) {
    body.append("<div class='scroll'><table><tr><th>%s</th><th>%s</th>".formatted(first, second));
    HEADS.forEach(head -> body.append("<th class='n'>").append(head).append("</th>"));
    body.append("</tr>");
  }

  /** The least error of all methods. */
  private static Figures least(Results results, int i) {
    Map<Measure, Double> least = new EnumMap<>(Measure.class);
    for (Measure measure : ERRORS) {
      for (Method method : Method.values()) {
        least.merge(measure, results.figures(method, i).get(measure), Math::min);
      }
    }
    return new Figures(least);
  }

  private static void cells(Figures figures, Figures least, StringBuilder body) {
    for (Measure measure : COLUMNS) {
      boolean best = figures.get(measure) <= least.get(measure);
      body.append(best ? "<td class='n best'>" : "<td class='n'>");
      body.append(TextTable.number(figures.get(measure)));
      body.append("</td>");
    }
    body.append("</tr>");
  }

  private static void stretches(Results results, StringBuilder body) {
    Setup setup = results.setup();
    body.append("<h3>Where the 90 % interval did worst</h3><ul>");
    for (int i = 0; i < setup.horizons().size(); i++) {
      List<Stretch> all = results.stretches(i);
      if (all.isEmpty()) {
        body.append("<li>Fewer than ").append(Stretch.ROWS).append(" scored rows.</li>");
        break;
      }
      Stretch worst = all.get(0);
      body.append(
          String.format(
              Locale.ROOT,
              "<li><b>Step %d:</b> %.1f %% of %d rows in a row were inside, in %s, %s to %s.</li>",
              worst.step(),
              100 * worst.coverage(),
              Stretch.ROWS,
              Html.text(worst.series()),
              setup.data().timeText(worst.from()),
              setup.data().timeText(worst.to())));
    }
    body.append("</ul><p class='note'>Coverage is held in the long run, not in every stretch.</p>");
  }

  private static void forecasts(Results results, Charts charts, StringBuilder body) {
    List<String> series = results.setup().data().series();
    body.append("<h3>Actual against forecast, the newest rows</h3>");
    for (int index = 0; index < series.size(); index++) {
      body.append(index == 0 ? "<details open>" : "<details>");
      body.append("<summary>").append(Html.text(series.get(index)));
      body.append("</summary><div class='grid'>");
      body.append(charts.actualAgainstForecast(index)).append("</div></details>");
    }
  }

  private static void perSeries(Results results, StringBuilder body) {
    body.append("<h3>Tidegate by series</h3>");
    head(body, "steps", "series");
    for (int i = 0; i < results.setup().horizons().size(); i++) {
      for (int index = 0; index < results.tracks().size(); index++) {
        body.append(index == 0 ? "<tr class='top'><td>" : "<tr><td>");
        body.append(index == 0 ? upTo(results.setup().horizons().get(i)) : "");
        body.append("</td><th>").append(Html.text(results.setup().data().series().get(index)));
        body.append("</th>");
        Figures figures = results.figures(Method.TIDEGATE, results.tracks().get(index), i);
        cells(figures, NOTHING, body);
      }
    }
    body.append("</table></div>");
  }

  private static void retrainings(Results results, StringBuilder body) {
    if (results.retrainings().isEmpty()) {
      return;
    }
    body.append("<details><summary>Retrainings</summary><div class='scroll'><table>");
    body.append("<tr><th>from</th><th>outcome</th><th class='n'>seconds</th></tr>");
    for (Retrained one : results.retrainings()) {
      body.append(
          String.format(
              Locale.ROOT,
              "<tr><td>%s</td><td>%s</td><td class='n'>%.1f</td></tr>",
              results.setup().data().timeText(one.row()),
              Html.text(one.summary()),
              one.seconds()));
    }
    body.append("</table></div></details>");
  }
}
