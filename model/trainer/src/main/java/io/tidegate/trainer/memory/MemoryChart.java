package io.tidegate.trainer.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The report as one SVG that needs nothing else and follows the reader's light or dark scheme. */
final class MemoryChart {
  private static final String HEAD =
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 920 392" width="920" height="392" role="img" aria-labelledby="t">
      <title id="t">Recall, gradients and clipping: a plain recurrent network beside the LSTM</title>
      <style>
      svg { --paper: #ffffff; --ink: #1f2328; --faint: #d8dee4; --plain: #c4432b; --lstm: #1f6fb2; --chrono: #1a7f4b; }
      @media (prefers-color-scheme: dark) {
        svg { --paper: #0d1117; --ink: #e6edf3; --faint: #30363d; --plain: #ff7b66; --lstm: #6cb6ff; --chrono: #56d38a; }
      }
      .paper { fill: var(--paper); }
      text { fill: var(--ink); font: 12px system-ui, sans-serif; }
      .title { font-size: 14px; font-weight: 600; }
      .middle { text-anchor: middle; }
      .end { text-anchor: end; }
      .grid { stroke: var(--faint); stroke-width: 1; }
      .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
      .line.thin { stroke-width: 1.2; opacity: 0.8; }
      .line.plain { stroke: var(--plain); }
      .line.lstm { stroke: var(--lstm); stroke-dasharray: 6 3; }
      .line.chrono { stroke: var(--chrono); }
      .dot.plain { fill: var(--plain); }
      .dot.lstm { fill: var(--lstm); }
      .dot.chrono { fill: var(--chrono); }
      </style>
      <rect class="paper" width="920" height="392"/>
      """;

  private static final double LEAST_NORM = 1e-24;

  private MemoryChart() {}

  /** The whole file. */
  static String of(MemoryReport report) {
    return HEAD + recalls(report) + fadings(report) + explosions(report) + "</svg>\n";
  }

  private static String style(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String recalls(MemoryReport report) {
    List<Double> distances =
        report.settings().distances().stream().map(Integer::doubleValue).toList();
    double longest = Math.max(distances.get(distances.size() - 1), MemorySettings.SHORTEST + 1.0);
    Panel panel =
        new Panel(
            56,
            "A number shown N steps back",
            new Panel.Axis("N", distances.get(0), longest, true, distances),
            new Panel.Axis("held-back loss, 1 is guessing", 0, 1.2, false, List.of(0., 0.5, 1.)));
    for (Kind kind : List.of(Kind.CHRONO, Kind.LSTM, Kind.PLAIN)) {
      panel.draw(
          style(kind),
          report.recalls().stream()
              .filter(each -> each.kind() == kind)
              .map(each -> new Panel.Point(each.distance(), each.loss()))
              .toList());
      panel.key(style(kind), List.of(Kind.values()).indexOf(kind), kind.label());
    }
    return panel.svg();
  }

  private static String fadings(MemoryReport report) {
    double furthest = report.settings().fadingSteps();
    Panel panel =
        new Panel(
            362,
            "How the gradient fades",
            new Panel.Axis("steps back", 0, furthest, false, List.of(0., furthest / 2, furthest)),
            new Panel.Axis(
                "norm, untrained, 1 at the last step",
                LEAST_NORM,
                1,
                true,
                List.of(LEAST_NORM, 1e-18, 1e-12, 1e-6, 1.)));
    for (MemoryReport.Fading fading : report.fadings()) {
      panel.draw(style(fading.kind()), points(0, fading.norms()));
      panel.key(style(fading.kind()), report.fadings().indexOf(fading), fading.kind().label());
    }
    return panel.svg();
  }

  private static String explosions(MemoryReport report) {
    int runs = report.settings().explosionRuns();
    double updates = report.settings().explosionUpdates();
    List<Double> losses =
        report.explosions().stream()
            .map(MemoryReport.Explosion::losses)
            .flatMap(List::stream)
            .toList();
    double least = power(Math.floor(Math.log10(Math.max(1e-3, extreme(losses.stream(), -1)))));
    double largest = power(Math.ceil(Math.log10(Math.max(10, extreme(losses.stream(), 1)))));
    Panel panel =
        new Panel(
            668,
            "Clipping, plain RNN",
            new Panel.Axis("update", 0, updates, false, List.of(0., updates / 2, updates)),
            new Panel.Axis("loss of each batch", least, largest, true, powers(least, largest)));
    for (MemoryReport.Explosion run : report.explosions()) {
      panel.draw(run.clipped() ? "chrono thin" : "plain thin", points(1, run.losses()));
    }
    panel.key("chrono", 0, "clipped at norm 1, " + runs + " runs");
    panel.key("plain", 1, "not clipped, the same " + runs);
    return panel.svg();
  }

  private static double extreme(Stream<Double> values, int sign) {
    return sign * values.mapToDouble(value -> sign * value).max().orElse(1);
  }

  private static double power(double exponent) {
    return Math.pow(10, exponent);
  }

  /** At most six powers of ten, evenly spread. */
  private static List<Double> powers(double least, double largest) {
    int from = (int) Math.round(Math.log10(least));
    int to = (int) Math.round(Math.log10(largest));
    int stride = (to - from + 4) / 5;
    List<Double> ticks = new ArrayList<>();
    for (int exponent = from; exponent <= to; exponent += stride) {
      ticks.add(power(exponent));
    }
    return ticks;
  }

  private static List<Panel.Point> points(int first, List<Double> values) {
    List<Panel.Point> points = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      points.add(new Panel.Point(first + i, values.get(i)));
    }
    return points;
  }
}
