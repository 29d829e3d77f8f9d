package io.tidegate.trainer.backtest;

import java.util.List;
import java.util.stream.IntStream;

/** The pictures of one backtest. */
final class Charts {
  /** Rows of a picture of actual against forecast. */
  private static final int WINDOW = 168;

  private final Results results;
  private final Setup setup;
  private final DataSet data;

  Charts(Results results) {
    this.results = results;
    this.setup = results.setup();
    this.data = setup.data();
  }

  /** The newest scored rows of a series, one picture for each horizon. */
  String actualAgainstForecast(int index) {
    StringBuilder html = new StringBuilder();
    int end = setup.parts().end();
    int from = Math.max(setup.parts().firstScored() + setup.longest(), end - WINDOW);
    double[] rows = IntStream.range(from, end).asDoubleStream().toArray();
    for (int i = 0; i < setup.horizons().size(); i++) {
      Trace trace = results.tracks().get(index).ledger(Method.TIDEGATE).trace(i);
      String title = steps(setup.horizons().get(i)) + " ahead";
      LineChart chart = new LineChart(data.series().get(index) + ", " + title, "");
      chart
          .xText(this::day)
          .band("90 % interval", rows, over(rows, trace::lower), over(rows, trace::upper))
          .line("actual", "actual", rows, over(rows, row -> data.value(index, row)))
          .line("m0", "forecast", rows, over(rows, trace::point));
      html.append(chart.html());
    }
    return html.toString();
  }

  private static String steps(int count) {
    return count == 1 ? "1 step" : count + " steps";
  }

  private static String upTo(int horizon) {
    return horizon == 1 ? "step 1" : "steps 1 to " + horizon;
  }

  private interface RowFunction {
    double of(int row);
  }

  private static double[] over(double[] rows, RowFunction function) {
    double[] values = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      values[i] = function.of((int) rows[i]);
    }
    return values;
  }

  private String day(double row) {
    return data.timeText((int) Math.round(row)).substring(0, 10);
  }

  /** One picture for each horizon; every retraining is marked. */
  String errorOverTime() {
    StringBuilder html = new StringBuilder();
    for (int i = 0; i < setup.horizons().size(); i++) {
      String title =
          "Standardised MSE of " + upTo(setup.horizons().get(i)) + ", by origin (logarithmic)";
      LineChart chart = new LineChart(title, "").xText(this::day).logarithmic();
      for (Retrained one : results.retrainings()) {
        chart.mark(one.row());
      }
      for (Method method : lastMethodFirst()) {
        double[][] timeline = results.timeline(method, i);
        chart.line(method.style(), method.label(), timeline[0], timeline[1]);
      }
      html.append(chart.html());
    }
    return html.toString();
  }

  private static List<Method> lastMethodFirst() {
    return List.of(Method.SEASONAL_NAIVE, Method.PERSISTENCE, Method.ONLINE_RIDGE, Method.TIDEGATE);
  }

  private double[] allSteps() {
    return IntStream.rangeClosed(1, setup.longest()).asDoubleStream().toArray();
  }

  /** One line for each interval, with the nominal coverage beside it. */
  String coverageByStep() {
    double[] steps = allSteps();
    LineChart chart = new LineChart("Share of actuals inside the interval, by step", "step ahead");
    chart.show(.4, 1);
    Measure[] measures = {Measure.COVERAGE_90, Measure.COVERAGE_80, Measure.COVERAGE_50};
    double[] nominal = {.9, .8, .5};
    for (int i = 0; i < measures.length; i++) {
      double[] shares = new double[steps.length];
      double[] meant = new double[steps.length];
      for (int at = 0; at < steps.length; at++) {
        shares[at] = results.atStep(Method.TIDEGATE, at + 1).get(measures[i]);
        meant[at] = nominal[i];
      }
      String label = Math.round(100 * nominal[i]) + " % interval";
      chart.line("nominal", i == 0 ? "as promised" : null, steps, meant);
      chart.line("h" + i, label, steps, shares);
    }
    return chart.html();
  }

  /** One line for each horizon; on the diagonal is as promised. */
  String reliability() {
    double[] levels = results.levels().stream().mapToDouble(Double::doubleValue).toArray();
    LineChart chart = new LineChart("Share of actuals at or below each quantile", "level");
    chart.line("nominal", "as promised", new double[] {0, 1}, new double[] {0, 1});
    for (int i = 0; i < setup.horizons().size(); i++) {
      String label = upTo(setup.horizons().get(i));
      chart.line("h" + i % 5, label, levels, results.reached(i));
    }
    return chart.html();
  }

  String errorByStep() {
    double[] steps = allSteps();
    LineChart chart = new LineChart("Standardised MSE by step", "step ahead").show(0, 0);
    for (Method method : lastMethodFirst()) {
      double[] errors = new double[steps.length];
      for (int at = 0; at < steps.length; at++) {
        errors[at] = results.atStep(method, at + 1).get(Measure.STANDARDISED_MSE);
      }
      chart.line(method.style(), method.label(), steps, errors);
    }
    return chart.html();
  }

  String widthByStep() {
    double[] steps = allSteps();
    double[] widths = new double[steps.length];
    for (int at = 0; at < steps.length; at++) {
      widths[at] = results.atStep(Method.TIDEGATE, at + 1).get(Measure.STANDARDISED_WIDTH_90);
    }
    return new LineChart("Standardised width of the 90 % interval, by step", "step ahead")
        .show(0, 0)
        .line("m0", "mean width", steps, widths)
        .html();
  }
}
