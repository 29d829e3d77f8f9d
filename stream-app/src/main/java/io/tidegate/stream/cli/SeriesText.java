package io.tidegate.stream.cli;

import io.tidegate.stream.alerts.AlertFilter;
import io.tidegate.stream.states.SeriesSheet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What is kept of series as text for a terminal. */
final class SeriesText {
  private static final String ROW = "%-22s %8s %8s %12s %12s %12s %6s %6s %-14s %s%n";

  private SeriesText() {}

  static String list(List<SeriesSheet> shown, int total) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            ROW, "newest", "step", "version", "value", "level", "scale", "season", "bytes", "alert",
            "series"));
    shown.forEach(sheet -> text.append(row(sheet)));
    text.append(
        shown.size() < total
            ? String.format("%d of %,d series: --limit shows more%n", shown.size(), total)
            : String.format("%,d series%n", total));
    return text.toString();
  }

  private static String row(SeriesSheet sheet) {
    return String.format(
        ROW,
        sheet.time() == null ? "-" : Instant.ofEpochMilli(sheet.time()),
        step(sheet),
        version(sheet),
        sheet.value() == null ? "-" : number(sheet.value()),
        number(sheet.level()),
        number(sheet.scale()),
        season(sheet),
        sheet.bytes(),
        open(sheet),
        AlertsText.printable(sheet.series()));
  }

  static String show(SeriesSheet sheet, Map<String, Integer> sizes) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%s, partition %d%n", AlertsText.printable(sheet.series()), sheet.partition()));
    line(text, "step", step(sheet));
    line(
        text,
        "newest",
        sheet.time() == null
            ? "nothing was observed yet"
            : number(sheet.value()) + " at " + Instant.ofEpochMilli(sheet.time()));
    line(
        text, "model version", version(sheet) + (sheet.cold() ? ", cold: too little history" : ""));
    line(text, "level, scale", number(sheet.level()) + ", " + number(sheet.scale()));
    line(text, "season", sheet.seasonRows() == 0 ? "none" : sheet.seasonRows() + " rows");
    line(text, "open alert", open(sheet));
    if (sheet.parkedTime() != null) {
      line(
          text,
          "waits",
          "a jump ahead to " + Instant.ofEpochMilli(sheet.parkedTime()) + ", to be confirmed");
    }
    if (!sheet.steps().isEmpty()) {
      intervals(text, sheet);
    }
    text.append(String.format("bytes: %,d%n", sheet.bytes()));
    sizes.forEach((part, bytes) -> text.append(String.format("  %-18s %,7d%n", part, bytes)));
    return text.toString();
  }

  private static void intervals(StringBuilder text, SeriesSheet sheet) {
    text.append(
        String.format(
            "intervals: half widths, and what they held since the newest accuracy report%n"));
    for (SeriesSheet.Step step : sheet.steps()) {
      text.append(String.format("  %2d steps ahead ", step.step()));
      for (int i = 0; i < step.halfWidths().size(); i++) {
        text.append(
            String.format(
                Locale.ROOT,
                "  %.0f %%: %s, %s",
                100 * sheet.promised().get(i),
                number(step.halfWidths().get(i)),
                step.forecasts() == 0
                    ? "none scored"
                    : step.held().get(i) + " of " + step.forecasts()));
      }
      text.append(String.format("%n"));
    }
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format("  %-18s %s%n", name, value));
  }

  private static String step(SeriesSheet sheet) {
    return sheet.stepMillis() == 0 ? "-" : Duration.ofMillis(sheet.stepMillis()).toString();
  }

  private static String version(SeriesSheet sheet) {
    return sheet.modelVersion() < 0 ? "-" : Long.toString(sheet.modelVersion());
  }

  private static String season(SeriesSheet sheet) {
    return sheet.seasonRows() == 0 ? "-" : Integer.toString(sheet.seasonRows());
  }

  private static String open(SeriesSheet sheet) {
    return sheet.open().isEmpty()
        ? "-"
        : sheet.open().stream().map(AlertFilter::inWords).collect(Collectors.joining(", "));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }
}
