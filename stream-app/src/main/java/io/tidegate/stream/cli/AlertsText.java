package io.tidegate.stream.cli;

import io.tidegate.schema.AlertEvent;
import io.tidegate.stream.alerts.Alert;
import io.tidegate.stream.alerts.AlertFilter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Alerts as text for a terminal. */
final class AlertsText {
  private static final String ROW = "%-24s %-9s %-16s %-15s %-24s %s%n";

  private AlertsText() {}

  /** Where nothing is to be listed, open alerts alone being the default. */
  static String none(AlertFilter.State asked) {
    return String.format(
        switch (asked) {
          case OPEN -> "no such alert is open: --state all lists past ones, too%n";
          case PAST -> "no such alert is past%n";
          case ALL -> "no such alert%n";
        });
  }

  static String list(List<Alert> shown, int total) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(ROW, "opened", "severity", "kind", "ended", "at", "alert"));
    shown.forEach(alert -> text.append(row(alert)));
    if (shown.size() < total) {
      text.append(String.format("the newest %d of %d: --limit shows more%n", shown.size(), total));
    }
    return text.toString();
  }

  private static String row(Alert alert) {
    AlertEvent newest = alert.newest();
    return String.format(
        ROW,
        newest.getOpened(),
        AlertFilter.inWords(newest.getSeverity()),
        AlertFilter.inWords(newest.getKind()),
        alert.isOpen() ? (newest.getAcknowledged() ? "acknowledged" : "open") : ended(newest),
        alert.isOpen() ? "-" : newest.getTime(),
        printable(alert.id()));
  }

  static String show(Alert alert, List<Alert> also) {
    AlertEvent newest = alert.newest();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%s: %s, %s, %s%n",
            printable(alert.id()),
            AlertFilter.inWords(newest.getSeverity()),
            AlertFilter.inWords(newest.getKind()),
            alert.isOpen() ? "open" : "over: " + ended(newest)));
    line(text, "series", printable(alert.series()) + ", partition " + alert.partition());
    alert.events().forEach(event -> event(text, event));
    line(
        text,
        "how rare",
        number(newest.getFalseAlarmsPerWeek())
            + " a week without an incident"
            + (newest.getCalibrated() ? "" : " (uncalibrated: by other series)"));
    line(text, "score", number(newest.getScore()) + detectors(newest));
    line(text, "model", printable(newest.getModelName()) + "/" + newest.getModelVersion());
    also.forEach(
        other -> line(text, "also alerted", newestWords(other) + ", " + printable(other.id())));
    return text.toString();
  }

  private static void event(StringBuilder text, AlertEvent event) {
    line(
        text,
        AlertFilter.inWords(event.getChange()),
        event.getTime()
            + ", offset "
            + event.getSourceOffset()
            + ", "
            + AlertFilter.inWords(event.getSeverity())
            + values(event)
            + ": "
            + printable(event.getExplanation()));
  }

  private static String values(AlertEvent event) {
    if (event.getValue() == null || event.getExpected() == null) {
      return "";
    }
    return ", "
        + number(event.getValue())
        + " where "
        + number(event.getExpected())
        + " was expected";
  }

  private static String detectors(AlertEvent event) {
    return event.getDetectors().isEmpty()
        ? ""
        : event.getDetectors().entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .map(part -> printable(part.getKey()) + " " + number(part.getValue()))
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private static String newestWords(Alert other) {
    AlertEvent newest = other.newest();
    return newest.getOpened() + ", " + AlertFilter.inWords(newest.getKind());
  }

  private static String ended(AlertEvent newest) {
    return newest.getResolution() == null ? "over" : AlertFilter.inWords(newest.getResolution());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format("  %-13s %s%n", name, value));
  }

  /** What others wrote must not steer the terminal. */
  static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
