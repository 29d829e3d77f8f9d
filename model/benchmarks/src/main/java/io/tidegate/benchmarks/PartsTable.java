package io.tidegate.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.runner.RunnerException;

/** Runs {@link PartsBenchmark} and prints every part's share of a record. */
final class PartsTable {
  private static final List<String> SIZES = List.of("standard", "lean");
  private static final Map<String, String> PARTS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("scale", "level, scale, fingerprint"),
              Map.entry("profile", "profile and second season"),
              Map.entry("lstm", "LSTM step"),
              Map.entry("highway", "head and highway"),
              Map.entry("stack", "stack, its word"),
              Map.entry("stackLearns", "stack, learning"),
              Map.entry("calibration", "calibration, intervals"),
              Map.entry("calibrationLearns", "calibration and accuracy, learning"),
              Map.entry("alert", "alert score, rate and life"),
              Map.entry("decode", "codec: state read"),
              Map.entry("encode", "codec: state written"),
              Map.entry("decodeAlerts", "codec: alerts read"),
              Map.entry("encodeAlerts", "codec: alerts written")));

  private PartsTable() {}

  static void print() throws RunnerException {
    Runs runs = Runs.of(PartsBenchmark.class);
    System.out.println();
    Runs.row(
        "a record | standard: ns | of the whole | bytes allocated | lean: ns | of the whole |"
            + " bytes allocated");
    Runs.row("--- | --- | --- | --- | --- | --- | ---");
    row(runs, "whole", "all of it");
    row(runs, "observeAndForecast", "of that: observe and forecast");
    PARTS.forEach((name, says) -> row(runs, name, says));
    StringBuilder rest = new StringBuilder("the rest, and data that is not at hand");
    for (String size : SIZES) {
      double whole = runs.time("whole", "size", size);
      double parts =
          PARTS.keySet().stream().mapToDouble(name -> runs.time(name, "size", size)).sum();
      rest.append(cells(whole - parts, whole)).append(" |");
    }
    Runs.row(rest.toString());
  }

  private static void row(Runs runs, String name, String says) {
    StringBuilder row = new StringBuilder(says);
    for (String size : SIZES) {
      double whole = runs.time("whole", "size", size);
      row.append(cells(runs.time(name, "size", size), whole))
          .append(" | ")
          .append(runs.allocated(name, "size", size));
    }
    Runs.row(row.toString());
  }

  private static String cells(double nanos, double whole) {
    return String.format(Locale.ROOT, " | %.0f | %.0f %%", nanos, 100 * nanos / whole);
  }
}
