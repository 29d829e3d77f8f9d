package io.tidegate.trainer.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The first forecasts of newcomers beside the others', as rows of text for every report. */
final class NewcomerTable {
  /** One column for each cell of {@link #rows}. */
  static final List<String> HEADS =
      List.of(
          "records",
          "steps",
          "MSE new",
          "from start",
          "persist.",
          "cover new",
          "from start",
          "width new",
          "from start");

  private static final String ROW = "%-8s %-6s %9s %10s %9s %10s %10s %10s %10s%n";

  private NewcomerTable() {}

  /** What the table shows, in one sentence without an end. */
  static String title(Setup setup) {
    return String.format(
        Locale.ROOT,
        "Every series started a second time, cold, in row %d (%s), under the weights in use",
        setup.newcomer(),
        setup.data().timeText(setup.newcomer()));
  }

  /** Means over series, for each number of first records and each horizon. */
  static List<List<String>> rows(Newcomers newcomers, List<Integer> horizons) {
    List<List<String>> rows = new ArrayList<>();
    for (int records : newcomers.places()) {
      for (int i = 0; i < horizons.size(); i++) {
        Figures anew = newcomers.figures(Contender.NEWCOMER, records, i);
        Figures old = newcomers.figures(Contender.FROM_THE_START, records, i);
        Figures persistence = newcomers.figures(Contender.PERSISTENCE, records, i);
        rows.add(
            List.of(
                "1.." + Newcomer.RECORDS.get(records),
                "1.." + horizons.get(i),
                number(anew, Measure.STANDARDISED_MSE),
                number(old, Measure.STANDARDISED_MSE),
                number(persistence, Measure.STANDARDISED_MSE),
                number(anew, Measure.COVERAGE_90),
                number(old, Measure.COVERAGE_90),
                number(anew, Measure.STANDARDISED_WIDTH_90),
                number(old, Measure.STANDARDISED_WIDTH_90)));
      }
    }
    return rows;
  }

  private static String number(Figures figures, Measure measure) {
    return TextTable.number(figures.get(measure));
  }

  /** For the terminal. */
  static String text(Newcomers newcomers, Setup setup) {
    StringBuilder text = new StringBuilder(title(setup)).append(".\n");
    text.append("On the same origins; cover and width are those of the 90 % interval.\n");
    text.append(ROW.formatted(HEADS.toArray()));
    rows(newcomers, setup.horizons()).forEach(row -> text.append(ROW.formatted(row.toArray())));
    return text.toString();
  }

  /** For the page: a heading, a table and a note. */
  static String html(Newcomers newcomers, Setup setup) {
    StringBuilder html = new StringBuilder("<h3>New series</h3><p class='note'>");
    html.append(Html.text(title(setup))).append(", on the same origins as the series that was ");
    html.append("there from the start. Its own history is all that a newcomer lacks: the weights ");
    html.append("were trained on the older rows of the same series.</p>");
    html.append("<div class='scroll'><table><tr>");
    for (int i = 0; i < HEADS.size(); i++) {
      html.append(i < 2 ? "<th>" : "<th class='n'>").append(Html.text(HEADS.get(i)));
      html.append("</th>");
    }
    html.append("</tr>");
    String before = "";
    for (List<String> row : rows(newcomers, setup.horizons())) {
      boolean first = !row.get(0).equals(before);
      before = row.get(0);
      html.append(first ? "<tr class='top'>" : "<tr>");
      for (int i = 0; i < row.size(); i++) {
        html.append(i < 2 ? "<td>" : "<td class='n'>");
        html.append(i == 0 && !first ? "" : Html.text(row.get(i))).append("</td>");
      }
      html.append("</tr>");
    }
    return html.append("</table></div>").toString();
  }
}
