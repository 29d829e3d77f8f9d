package io.tidegate.trainer.memory;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report as text, in tables that Markdown shows as such. */
final class MemoryTables {
  private static final List<Integer> DISTANCES = List.of(0, 1, 2, 5, 10, 20, 50, 100, 150, 199);
  private static final int LAST = 20;

  private final MemoryReport report;
  private final StringBuilder out = new StringBuilder();

  private MemoryTables(MemoryReport report) {
    this.report = report;
  }

  /** Three tables and a line about where they come from. */
  static String of(MemoryReport report) {
    return new MemoryTables(report).text();
  }

  private String text() {
    recalls();
    fadings();
    explosions();
    line(
        "seed %d, %d units, batches of %d; %.0f s on %s",
        report.settings().seed(),
        report.settings().units(),
        report.settings().examples(),
        report.seconds(),
        report.environment());
    return out.toString();
  }

  private void recalls() {
    line("A number shown N steps back: held-back loss, 1 is guessing; right signs (updates)");
    line("");
    header("N", Stream.of(Kind.values()).map(Kind::label).toList());
    for (int distance : report.settings().distances()) {
      row(
          Integer.toString(distance),
          report.recalls().stream()
              .filter(each -> each.distance() == distance)
              .map(
                  each ->
                      String.format(
                          Locale.ROOT,
                          "%.3f; %.0f %% (%d)",
                          each.loss(),
                          100 * each.accuracy(),
                          each.updates()))
              .toList());
    }
    line("");
  }

  private void fadings() {
    line("Gradient by the input k steps before the last, k = 0 is 1, before any training");
    line("");
    header("k", Stream.of(Kind.values()).map(Kind::label).toList());
    for (int back : DISTANCES) {
      if (back < report.settings().fadingSteps()) {
        row(
            Integer.toString(back),
            report.fadings().stream().map(each -> number(each.norms().get(back))).toList());
      }
    }
    line("");
  }

  private void explosions() {
    line(
        "Large recurrent weights, gradient descent, N = %d: largest norm of the gradient before",
        MemorySettings.EXPLOSION_DISTANCE);
    line("clipping, largest loss, mean loss of the last %d batches", LAST);
    line("");
    header("seed", List.of("clipped at 1", "not clipped"));
    report.explosions().stream()
        .collect(
            Collectors.groupingBy(MemoryReport.Explosion::seed, TreeMap::new, Collectors.toList()))
        .forEach((seed, runs) -> row(Long.toString(seed), runs.stream().map(this::state).toList()));
    line("");
  }

  private String state(MemoryReport.Explosion run) {
    int updates = run.norms().size();
    String end =
        updates < report.settings().explosionUpdates()
            ? "overflow at update " + (updates + 1)
            : number(mean(run.losses().subList(Math.max(0, updates - LAST), updates)));
    return number(max(run.norms())) + ", " + number(max(run.losses())) + ", " + end;
  }

  private static double max(List<Double> values) {
    return values.stream().mapToDouble(value -> value).max().orElse(0);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(value -> value).average().orElse(0);
  }

  private static String number(double value) {
    return value == 0 || (Math.abs(value) >= 0.01 && Math.abs(value) < 10_000)
        ? String.format(Locale.ROOT, "%.3g", value)
        : String.format(Locale.ROOT, "%.1e", value);
  }

  private void header(String first, List<String> others) {
    row(first, others);
    row("---:", others.stream().map(each -> "---:").toList());
  }

  private void row(String first, List<String> others) {
    line("| %s | %s |", first, String.join(" | ", others));
  }

  private void line(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
