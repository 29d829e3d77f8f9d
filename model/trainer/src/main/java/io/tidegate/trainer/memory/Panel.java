package io.tidegate.trainer.memory;

import java.util.List;
import java.util.Locale;

/** One chart of an SVG: a title, two axes, lines. One thread. */
final class Panel {
  private static final int WIDTH = 220;
  private static final int HEIGHT = 200;
  private static final int TOP = 64;

  private final int left;
  private final Axis x;
  private final Axis y;
  private final StringBuilder out = new StringBuilder();

  /**
   * The values that an axis spans.
   *
   * @param logarithmic whether equal factors have equal lengths; both ends must then be positive
   * @param ticks where it is marked
   */
  record Axis(String label, double from, double to, boolean logarithmic, List<Double> ticks) {
    /** Where a value lies, 0 to 1; what lies outside comes to the nearer end. */
    double place(double value) {
      double bounded = Math.min(Math.max(value, from), to);
      return logarithmic
          ? Math.log(bounded / from) / Math.log(to / from)
          : (bounded - from) / (to - from);
    }

    /** Powers of ten far from 1 are shown as such. */
    String text(double value) {
      int power = (int) Math.round(Math.log10(value));
      return logarithmic && value > 0 && (power < -1 || power > 3)
          ? "1e" + power
          : String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
    }
  }

  /** A point of a line. */
  record Point(double x, double y) {}

  /** Draws title and axes; {@code left} is where the y axis stands. */
  Panel(int left, String title, Axis x, Axis y) {
    this.left = left;
    this.x = x;
    this.y = y;
    text(left, TOP - 40, "title", title);
    for (double tick : y.ticks()) {
      double at = down(tick);
      shape(
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
          left, left + WIDTH, at, at);
      text(left - 6, at + 4, "end", y.text(tick));
    }
    for (double tick : x.ticks()) {
      text(across(tick), TOP + HEIGHT + 17, "middle", x.text(tick));
    }
    text(left + WIDTH / 2.0, TOP + HEIGHT + 36, "middle", x.label());
    text(left, TOP - 22, "note", y.label());
  }

  /** Draws a line in the colours of a class of the style sheet, with dots where there are few. */
  void draw(String style, List<Point> points) {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      path.append(String.format(Locale.ROOT, "%.1f,%.1f ", across(point.x()), down(point.y())));
    }
    shape("<polyline class=\"line %s\" points=\"%s\"/>", style, path.toString().strip());
    if (points.size() <= 10) {
      for (Point point : points) {
        shape(
            "<circle class=\"dot %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/>",
            style, across(point.x()), down(point.y()));
      }
    }
  }

  /** Says which line is which, {@code row} rows below the chart. */
  void key(String style, int row, String label) {
    int at = TOP + HEIGHT + 60 + 18 * row;
    shape(
        "<line class=\"line %s\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>",
        style, left, left + 24, at - 4, at - 4);
    text(left + 32, at, "start", label);
  }

  private double across(double value) {
    return left + WIDTH * x.place(value);
  }

  private double down(double value) {
    return TOP + HEIGHT * (1 - y.place(value));
  }

  private void text(double across, double down, String style, String text) {
    String safe = text.replace("&", "&amp;").replace("<", "&lt;");
    shape("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", style, across, down, safe);
  }

  private void shape(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  /** The elements. */
  String svg() {
    return out.toString();
  }
}
