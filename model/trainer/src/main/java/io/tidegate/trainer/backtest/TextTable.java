package io.tidegate.trainer.backtest;

import java.util.List;
import java.util.Locale;

/** The table of the terminal. */
public final class TextTable {
  private static final String ROW = "%-15s %-8s %9s %9s %8s %8s %9s %9s %9s%n";
  private static final List<Measure> SHOWN =
      List.of(
          Measure.STANDARDISED_MSE,
          Measure.STANDARDISED_MAE,
          Measure.MASE,
          Measure.SMAPE,
          Measure.CRPS,
          Measure.COVERAGE_90,
          Measure.STANDARDISED_WIDTH_90);

  private TextTable() {}

  /** Figures over all series, the worst stretch of coverage, and what newcomers were worth. */
  public static String of(Results results) {
    Setup setup = results.setup();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %d series, %d training + %d validation + %d online rows, %d retrainings, %.1f s%n",
            setup.data().name(),
            setup.data().series().size(),
            setup.parts().training(),
            setup.parts().validation(),
            setup.parts().online(),
            results.retrainings().size(),
            results.seconds()));
    text.append(
        """
        Means over series, origins and all steps up to the last; MSE, MAE and width on values
        standardised by the training part.
        """);
    text.append(
        ROW.formatted(
            "method", "steps", "MSE", "MAE", "MASE", "sMAPE %", "CRPS", "cover 90", "width 90"));
    for (int i = 0; i < setup.horizons().size(); i++) {
      for (Method method : Method.values()) {
        Figures figures = results.figures(method, i);
        Object[] cells = new Object[2 + SHOWN.size()];
        cells[0] = method.label();
        cells[1] = "1.." + setup.horizons().get(i);
        for (int j = 0; j < SHOWN.size(); j++) {
          cells[2 + j] = number(figures.get(SHOWN.get(j)));
        }
        text.append(ROW.formatted(cells));
      }
    }
    for (int i = 0; i < setup.horizons().size(); i++) {
      results.stretches(i).stream()
          .limit(1)
          .forEach(worst -> text.append(line(worst, setup.data())));
    }
    results.newcomers().ifPresent(newcomers -> text.append(NewcomerTable.text(newcomers, setup)));
    return text.toString();
  }

  private static String line(Stretch worst, DataSet data) {
    return String.format(
        Locale.ROOT,
        "worst %d rows in a row, at step %d: %.1f %% inside the 90 %% interval (%s, from %s)%n",
        Stretch.ROWS,
        worst.step(),
        100 * worst.coverage(),
        worst.series(),
        data.timeText(worst.from()));
  }

  /** Four figures or so; a dash for what cannot be said. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return "-";
    }
    double size = Math.abs(value);
    if (size >= 1e6 || (size < 1e-3 && size > 0)) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    int digits = size >= 100 ? 0 : size >= 10 ? 2 : 4;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
