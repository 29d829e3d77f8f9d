package io.tidegate.stream.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.stream.view.LiveView;
import io.tidegate.stream.view.Measure;
import io.tidegate.stream.view.Scoreboard;
import io.tidegate.stream.view.StepCoverage;
import io.tidegate.stream.view.StepScore;
import java.util.List;

/**
 * How good the forecasts of all series together are, as the live view knows it. The labels have as
 * many values as there are scored steps, intervals and baselines, however many series there are.
 */
public final class ForecastGauges {
  private static final double MILLIS = 1_000;

  private ForecastGauges() {}

  /** Adds them to {@code registry}; they read {@code view} at every scrape. */
  public static void register(LiveView view, String model, PrometheusRegistry registry) {
    errors(view, registry);
    coverage(view, registry);
    newestDecision(view, model, registry);
  }

  private static void errors(LiveView view, PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("tidegate_forecast_error")
        .unit(Unit.RATIO)
        .help(
            "Error of the forecasts over that of a baseline, over all series and the newest matured"
                + " forecasts at a step ahead; below 1 the forecasts are better")
        .labelNames("step", "baseline", "measure")
        .callback(gauge -> view.scoreboard().steps().forEach(score -> add(gauge, score)))
        .register(registry);
  }

  private static void add(GaugeWithCallback.Callback gauge, StepScore score) {
    add(gauge, score, "persistence", score.persistence());
    score.seasonal().ifPresent(seasonal -> add(gauge, score, "seasonal", seasonal));
  }

  private static void add(
      GaugeWithCallback.Callback gauge, StepScore score, String baseline, Measure base) {
    String step = Integer.toString(score.step());
    Measure ours = score.forecast();
    gauge.call(ours.meanAbsolute() / base.meanAbsolute(), step, baseline, "mae");
    gauge.call(ours.rootMeanSquare() / base.rootMeanSquare(), step, baseline, "rmse");
  }

  private static void coverage(LiveView view, PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("tidegate_interval_coverage")
        .unit(Unit.RATIO)
        .help(
            "Share of actuals that an interval held, over all series and the newest scored"
                + " forecasts at a step ahead; the label interval is the share that it promised")
        .labelNames("step", "interval")
        .callback(
            gauge ->
                view.coverage().stream()
                    .filter(step -> Scoreboard.STEPS.contains(step.step()))
                    .forEach(step -> add(gauge, step)))
        .register(registry);
  }

  private static void add(GaugeWithCallback.Callback gauge, StepCoverage step) {
    step.intervals()
        .forEach(
            interval ->
                gauge.call(
                    (double) interval.hits() / step.forecasts(),
                    Integer.toString(step.step()),
                    Float.toString(interval.promised())));
  }

  private static void newestDecision(LiveView view, String model, PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("tidegate_model_decision_timestamp")
        .unit(Unit.SECONDS)
        .help(
            "When the newest decision about a model version was made, by the trainer or by hand, in"
                + " seconds since 1970")
        .callback(
            gauge -> {
              List<ModelDecisionEvent> decisions = view.decisions(model);
              if (!decisions.isEmpty()) {
                gauge.call(decisions.get(decisions.size() - 1).getTime().toEpochMilli() / MILLIS);
              }
            })
        .register(registry);
  }
}
