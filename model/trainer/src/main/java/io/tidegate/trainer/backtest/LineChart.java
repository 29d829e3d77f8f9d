package io.tidegate.trainer.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/** Lines over one axis as inline SVG; colours come from classes of the page. One thread. */
public final class LineChart {
  private static final int WIDTH = 460;
  private static final int HEIGHT = 250;
  private static final int LEFT = 46;
  private static final int RIGHT = 8;
  private static final int TOP = 8;
  private static final int BOTTOM = 36;
  private static final double CHARACTER = 6.6;

  private final String title;
  private final String xName;
  private final List<Line> lines = new ArrayList<>();
  private final List<Double> marks = new ArrayList<>();
  private boolean logarithmic;
  private Band band;
  private DoubleFunction<String> xText;
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;

  private static final class Line {
    private final String style;
    private final String label;
    private final double[] xs;
    private final double[] ys;

    Line(String style, String label, double[] xs, double[] ys) {
      this.style = style;
      this.label = label;
      this.xs = xs;
      this.ys = ys;
    }
  }

  private static final class Band {
    private final String label;
    private final double[] xs;
    private final double[] lower;
    private final double[] upper;

    Band(String label, double[] xs, double[] lower, double[] upper) {
      this.label = label;
      this.xs = xs;
      this.lower = lower;
      this.upper = upper;
    }
  }

  /** An empty chart; {@code xName} says what lies along the axis. */
  public LineChart(String title, String xName) {
    this.title = title;
    this.xName = xName;
  }

  /** A line; NaN interrupts it. A label of null keeps it out of the legend. */
  public LineChart line(String style, String label, double[] xs, double[] ys) {
    double[] heights = logarithmic ? DoubleStream.of(ys).map(Math::log10).toArray() : ys;
    lines.add(new Line(style, label, xs, heights));
    reach(xs, heights);
    return this;
  }

  LineChart band(String label, double[] xs, double[] lower, double[] upper) {
    band = new Band(label, xs, lower, upper);
    reach(xs, lower);
    reach(xs, upper);
    return this;
  }

  /** A vertical line. */
  LineChart mark(double x) {
    marks.add(x);
    return this;
  }

  /** Upright, equal distances are equal ratios; to be said before the lines. */
  LineChart logarithmic() {
    logarithmic = true;
    return this;
  }

  LineChart xText(DoubleFunction<String> text) {
    xText = text;
    return this;
  }

  /** What must be seen on the upright axis at least. */
  public LineChart show(double from, double to) {
    low = Math.min(low, from);
    high = Math.max(high, to);
    return this;
  }

  private void reach(double[] xs, double[] ys) {
    for (int i = 0; i < xs.length; i++) {
      if (Double.isFinite(ys[i])) {
        show(ys[i], ys[i]);
        least = Math.min(least, xs[i]);
        most = Math.max(most, xs[i]);
      }
    }
  }

  /** The figure with title, picture and legend. */
  public String html() {
    if (!(high >= low)) {
      return "";
    }
    double air = high > low ? (high - low) * .04 : Math.max(1e-9, Math.abs(high) * .1);
    double floor = !logarithmic && low >= 0 && low - air < 0 ? 0 : low - air;
    Axis x = new Axis(least, most > least ? most : least + 1, LEFT, WIDTH - RIGHT);
    Axis y = new Axis(floor, high + air, HEIGHT - BOTTOM, TOP);
    StringBuilder svg = new StringBuilder("<figure><figcaption>" + Html.text(title));
    svg.append("</figcaption><svg viewBox='0 0 ").append(WIDTH).append(' ').append(HEIGHT);
    svg.append("' role='img' aria-label='").append(Html.text(title)).append("'>");
    axes(svg, x, y);
    drawBand(svg, x, y);
    for (double mark : marks) {
      if (mark >= x.low() && mark <= x.high()) {
        segment(svg, "mark", x.at(mark), TOP, x.at(mark), HEIGHT - BOTTOM);
      }
    }
    for (Line line : lines) {
      svg.append("<path class='line ").append(line.style).append("' d='");
      svg.append(path(line, x, y)).append("'/>");
    }
    svg.append("</svg>");
    legend(svg);
    return svg.append("</figure>").toString();
  }

  private void axes(StringBuilder svg, Axis x, Axis y) {
    for (double tick : logarithmic ? y.decades() : y.ticks()) {
      segment(svg, "grid", LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick));
      words(svg, "end", LEFT - 6, y.at(tick) + 4, upright(y, tick));
    }
    segment(svg, "axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM);
    double free = 0;
    for (double tick : x.ticks()) {
      String text = xText == null ? x.text(tick) : xText.apply(tick);
      double half = text.length() * CHARACTER / 2;
      double at = Math.min(Math.max(x.at(tick), LEFT + 4), WIDTH - half);
      segment(svg, "axis", x.at(tick), HEIGHT - BOTTOM, x.at(tick), HEIGHT - BOTTOM + 4);
      if (at - half >= free) {
        words(svg, "middle", at, HEIGHT - BOTTOM + 16, text);
        free = at + half + CHARACTER;
      }
    }
    words(svg, "end", WIDTH - RIGHT, HEIGHT - 4, xName);
  }

  private String upright(Axis y, double tick) {
    if (!logarithmic) {
      return y.text(tick);
    }
    String text = TextTable.number(Math.pow(10, tick));
    return text.replaceAll("(\\.\\d*?)0+$", "$1").replaceAll("\\.$", "");
  }

  private void drawBand(StringBuilder svg, Axis x, Axis y) {
    if (band == null) {
      return;
    }
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < band.xs.length; i++) {
      point(path, x.at(band.xs[i]), y.at(band.upper[i]), band.upper[i]);
    }
    for (int i = band.xs.length - 1; i >= 0; i--) {
      point(path, x.at(band.xs[i]), y.at(band.lower[i]), band.lower[i]);
    }
    svg.append("<path class='band' d='M").append(path.substring(Math.min(1, path.length())));
    svg.append("Z'/>");
  }

  private static void point(StringBuilder path, double x, double y, double value) {
    if (Double.isFinite(value)) {
      path.append(String.format(Locale.ROOT, "L%.1f %.1f", x, y));
    }
  }

  private static String path(Line line, Axis x, Axis y) {
    StringBuilder path = new StringBuilder();
    boolean drawn = false;
    for (int i = 0; i < line.xs.length; i++) {
      boolean there = Double.isFinite(line.ys[i]);
      if (there) {
        path.append(drawn ? 'L' : 'M');
        path.append(String.format(Locale.ROOT, "%.1f %.1f", x.at(line.xs[i]), y.at(line.ys[i])));
      }
      drawn = there;
    }
    return path.toString();
  }

  private static void segment(
      StringBuilder svg, String style, double x1, double y1, double x2, double y2) {
    svg.append(
        String.format(
            Locale.ROOT, "<path class='%s' d='M%.1f %.1fL%.1f %.1f'/>", style, x1, y1, x2, y2));
  }

  private static void words(StringBuilder svg, String anchor, double x, double y, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text text-anchor='%s' x='%.1f' y='%.1f'>%s</text>",
            anchor,
            x,
            y,
            Html.text(text)));
  }

  private void legend(StringBuilder svg) {
    svg.append("<p class='legend'>");
    for (Line line : lines) {
      if (line.label != null) {
        svg.append("<span><i class='").append(line.style).append("'></i>");
        svg.append(Html.text(line.label)).append("</span>");
      }
    }
    if (band != null) {
      svg.append("<span><i class='band'></i>").append(Html.text(band.label)).append("</span>");
    }
    if (!marks.isEmpty()) {
      svg.append("<span><i class='mark'></i>retraining</span>");
    }
    svg.append("</p>");
  }
}
