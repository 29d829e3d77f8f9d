package io.tidegate.stream.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.topology.Health;
import io.tidegate.stream.view.LiveView;
import io.tidegate.stream.view.PartitionUse;
import io.tidegate.stream.view.ViewStatus;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * How it goes: {@code /api/status}, {@code /health/live}, {@code /health/ready}, {@code /metrics}.
 */
final class StatusRoutes {
  private final StreamSettings settings;
  private final LiveView view;
  private final Health health;
  private final PrometheusMeterRegistry metrics;

  /** Told apart by it: after a restart, counts and sequences begin again. */
  private final String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

  StatusRoutes(
      StreamSettings settings, LiveView view, Health health, PrometheusMeterRegistry metrics) {
    this.settings = settings;
    this.view = view;
    this.health = health;
    this.metrics = metrics;
  }

  private record Answer(String status, String detail) {}

  /**
   * {@code scores} are relative to persistence, {@code coverage} is that of all series together;
   * counts are this process's since it started.
   */
  private record Status(
      String run,
      boolean live,
      boolean ready,
      String detail,
      String modelName,
      List<Long> versionsInUse,
      ViewStatus view,
      Counts counts,
      List<ScoreJson> scores,
      List<CoverageJson> coverage) {}

  private record Counts(
      long records,
      long forecasts,
      long late,
      long duplicates,
      long knownFuture,
      long feedback,
      long ticks,
      long deadLetters) {}

  void add(RoutesConfig routes) {
    routes.get("/api/status", this::status);
    routes.get("/health/live", context -> answer(context, health.live(), "live"));
    routes.get("/health/ready", context -> answer(context, health.ready(), "ready"));
    routes.get(
        "/metrics",
        context ->
            context
                .contentType("text/plain; version=0.0.4; charset=utf-8")
                .result(metrics.scrape()));
  }

  private void answer(Context context, boolean well, String word) {
    context.status(well ? 200 : 503).json(new Answer(well ? word : "not " + word, health.detail()));
  }

  private void status(Context context) {
    context.json(
        new Status(
            run,
            health.live(),
            health.ready(),
            health.detail(),
            settings.modelName(),
            view.inUse().stream().map(PartitionUse::version).distinct().sorted().toList(),
            view.status(),
            new Counts(
                count("tidegate.records"),
                count("tidegate.forecasts"),
                count("tidegate.late"),
                count("tidegate.duplicates"),
                count("tidegate.known.future"),
                count("tidegate.feedback"),
                count("tidegate.ticks"),
                count("tidegate.dead.letters")),
            ScoreJson.of(view.scoreboard()),
            CoverageJson.of(view.coverage())));
  }

  private long count(String name) {
    return (long)
        metrics.find(name).meters().stream()
            .map(Meter::measure)
            .flatMap(measurements -> StreamSupport.stream(measurements.spliterator(), false))
            .mapToDouble(measurement -> measurement.getValue())
            .sum();
  }
}
