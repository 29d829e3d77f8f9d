package io.tidegate.trainer.backtest;

import java.util.List;
import java.util.Locale;

/** What each part buys, for the terminal: one line for each run. */
public final class AblationTable {
  private AblationTable() {}

  /** What stands above the lines of a data set. */
  public static String head(Setup setup) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            """
            %s, %d online rows, retrained every %d: standardised MSE without each part, mean over
            series, origins and all steps up to the last, and its change; share inside the 90 %%
            interval.
            """,
            setup.data().name(),
            setup.parts().online(),
            setup.every()));
    text.append("%-20s".formatted("without"));
    setup.horizons().forEach(horizon -> text.append("%18s".formatted("MSE 1.." + horizon)));
    setup.horizons().forEach(horizon -> text.append("%13s".formatted("cover 1.." + horizon)));
    return text.append('\n').toString();
  }

  /**
   * The errors of the newest run at every horizon, their change, and what the 90 % interval
   * covered.
   */
  public static String newest(Ablation ablation) {
    List<Ablation.Line> lines = ablation.lines();
    Ablation.Line line = lines.get(lines.size() - 1);
    StringBuilder text = new StringBuilder();
    text.append("%-20s".formatted(line.without().map(part -> part.word()).orElse("(nothing)")));
    for (int i = 0; i < line.figures().size(); i++) {
      double error = line.figures().get(i).get(Measure.STANDARDISED_MSE);
      String change = line.without().isEmpty() ? "" : percent(ablation.change(line, i));
      text.append("%9s%9s".formatted(TextTable.number(error), change));
    }
    for (Figures figures : line.figures()) {
      text.append("%13s".formatted(TextTable.number(figures.get(Measure.COVERAGE_90))));
    }
    return text.append('\n').toString();
  }

  private static String percent(double change) {
    return Double.isFinite(change) ? String.format(Locale.ROOT, "%+.1f %%", change) : "-";
  }
}
