package io.tidegate.trainer.alerts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Figures over the planted incidents of one kind and size. */
final class PlantedFigures {
  private final List<PlantedOutcome> all;
  private final List<PlantedOutcome> found;

  PlantedFigures(List<PlantedOutcome> all) {
    this.all = all;
    this.found = all.stream().filter(PlantedOutcome::found).toList();
  }

  int planted() {
    return all.size();
  }

  double share() {
    return found.size() / (double) all.size();
  }

  double rightAtOpening() {
    return share(found.stream().filter(one -> one.opening() == one.incident().kind()).count());
  }

  double rightAtTheEnd() {
    return share(found.stream().filter(one -> one.end() == one.incident().kind()).count());
  }

  /** What those were called in the end whose kind was not right, and how many. */
  Map<String, Long> otherwise() {
    return found.stream()
        .filter(one -> one.end() != one.incident().kind())
        .collect(
            Collectors.groupingBy(
                one -> one.end().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                TreeMap::new,
                Collectors.counting()));
  }

  private static String words(Map<String, Long> counts) {
    return counts.isEmpty()
        ? "-"
        : counts.entrySet().stream()
            .map(one -> one.getKey() + " " + one.getValue())
            .collect(Collectors.joining(", "));
  }

  private double share(long count) {
    return found.isEmpty() ? Double.NaN : count / (double) found.size();
  }

  double medianDelay() {
    int[] delays = found.stream().mapToInt(PlantedOutcome::delay).sorted().toArray();
    return delays.length == 0 ? Double.NaN : delays[delays.length / 2];
  }

  double alertsPerIncident() {
    return found.stream().mapToInt(PlantedOutcome::alerts).average().orElse(Double.NaN);
  }

  String row(PlantedIncident incident, double size) {
    boolean named = incident.kind() != null;
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s | %s | %s | %s |%n",
        incident.word(),
        incident.sized() ? String.format(Locale.ROOT, "%.0f", size) : "-",
        percent(share()),
        named ? percent(rightAtOpening()) : "-",
        named ? percent(rightAtTheEnd()) : "-",
        words(otherwise()),
        Double.isNaN(medianDelay()) ? "-" : String.format(Locale.ROOT, "%.0f", medianDelay()),
        found.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f", alertsPerIncident()));
  }

  Map<String, Object> entry(PlantedIncident incident, double size) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("incident", incident.name());
    entry.put("size", incident.sized() ? size : null);
    entry.put("planted", planted());
    entry.put("found", share());
    entry.put("kindRightAtOpening", finite(rightAtOpening()));
    entry.put("kindRightAtTheEnd", finite(rightAtTheEnd()));
    entry.put("otherwiseAtTheEnd", otherwise());
    entry.put("medianDelay", finite(medianDelay()));
    entry.put("alertsPerIncident", finite(alertsPerIncident()));
    return entry;
  }

  private static Double finite(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
