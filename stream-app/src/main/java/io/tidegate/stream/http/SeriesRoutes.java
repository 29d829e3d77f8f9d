package io.tidegate.stream.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.tidegate.stream.view.LatestForecast;
import io.tidegate.stream.view.LiveView;
import io.tidegate.stream.view.SeriesHistory;
import io.tidegate.stream.view.SeriesStanding;
import io.tidegate.stream.view.SeriesSummary;
import io.tidegate.stream.view.VersionMark;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** {@code /api/series}: the list, one series' history, one series' newest forecast. */
final class SeriesRoutes {
  /** Values of a series that its line in the list carries, for a small curve. */
  private static final int RECENT = 48;

  private final LiveView view;

  SeriesRoutes(LiveView view) {
    this.view = view;
  }

  /** The answer of the list: which part of how many. */
  private record SeriesList(int total, long offset, long limit, List<Listed> series) {}

  /** One series in the list, and how it stands beside the others. */
  private record Listed(@JsonUnwrapped Line line, StandingJson standing) {}

  /** One series in the list; times in milliseconds, errors in the series' unit. */
  private record Line(
      String key,
      long time,
      Double value,
      long stepMillis,
      String state,
      long modelVersion,
      int horizon,
      long records,
      List<Double> recent,
      List<ScoreJson> scores) {}

  /**
   * One series' newest points; {@code expected} is what the forecast one step before said, {@code
   * low} and {@code high} are the ends of its widest interval, {@code coverage} says how well the
   * intervals held.
   */
  private record History(
      Line summary,
      List<Long> times,
      List<Double> values,
      List<Double> expected,
      List<Double> low,
      List<Double> high,
      List<VersionMark> versions,
      List<CoverageJson> coverage,
      long rewinds) {}

  /** {@code quantiles} is [horizon][levels]; {@code times} is null while the step is unknown. */
  private record Forecast(
      String key,
      long origin,
      Double value,
      long stepMillis,
      String state,
      String modelName,
      long modelVersion,
      List<Double> levels,
      List<Long> times,
      List<List<Double>> quantiles) {}

  void add(RoutesConfig routes) {
    routes.get("/api/series", this::list);
    routes.get("/api/series/{key}", this::history);
    routes.get("/api/series/{key}/forecast", this::forecast);
  }

  private void list(Context context) {
    SeriesQuery query = SeriesQuery.of(context);
    List<SeriesStanding> found = query.find(view);
    List<Listed> page =
        query.page(found).stream()
            .map(one -> new Listed(line(one.series()), StandingJson.of(one)))
            .toList();
    context.json(new SeriesList(found.size(), query.offset(), query.limit(), page));
  }

  private Line line(SeriesSummary one) {
    return new Line(
        one.key(),
        one.time(),
        Numbers.finite(one.value()),
        one.stepMillis(),
        one.state(),
        one.modelVersion(),
        one.horizon(),
        one.records(),
        Numbers.finite(view.newestValues(one.key(), RECENT)),
        view.scoreboard(one.key()).map(ScoreJson::of).orElse(List.of()));
  }

  private void history(Context context) {
    String key = context.pathParam("key");
    long after = Numbers.query(context, "after", Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE);
    SeriesHistory history = view.history(key).orElseThrow(() -> unknown(key)).after(after);
    context.json(
        new History(
            line(history.summary()),
            Arrays.stream(history.times()).boxed().toList(),
            Numbers.finite(history.values()),
            Numbers.finite(history.expected()),
            Numbers.finite(history.low()),
            Numbers.finite(history.high()),
            history.versions(),
            CoverageJson.of(view.coverage(key)),
            history.rewinds()));
  }

  private void forecast(Context context) {
    String key = context.pathParam("key");
    LatestForecast forecast = view.forecast(key).orElseThrow(() -> unknown(key));
    double[] levels =
        IntStream.range(0, forecast.levelCount()).mapToDouble(forecast::level).toArray();
    context.json(
        new Forecast(
            key,
            forecast.origin(),
            Numbers.finite(forecast.value()),
            forecast.stepMillis(),
            forecast.state(),
            forecast.modelName(),
            forecast.modelVersion(),
            Numbers.finite(levels),
            forecast.stepMillis() == 0 ? null : timesOf(forecast),
            IntStream.rangeClosed(1, forecast.horizon())
                .mapToObj(h -> quantilesOf(forecast, h))
                .toList()));
  }

  private static List<Long> timesOf(LatestForecast forecast) {
    return IntStream.rangeClosed(1, forecast.horizon()).mapToObj(forecast::time).toList();
  }

  private static List<Double> quantilesOf(LatestForecast forecast, int h) {
    double[] quantiles = new double[forecast.levelCount()];
    Arrays.setAll(quantiles, i -> forecast.quantile(h, i));
    return Numbers.finite(quantiles);
  }

  private static NotFoundResponse unknown(String key) {
    return new NotFoundResponse(
        "No series " + key + " is in view; /api/series lists those that are.");
  }
}
