package io.tidegate.stream.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.tidegate.schema.AlertKind;
import io.tidegate.schema.AlertSeverity;
import io.tidegate.stream.alerts.Alert;
import io.tidegate.stream.alerts.AlertDocument;
import io.tidegate.stream.alerts.AlertFilter;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.view.LiveView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code /api/alerts}: open and past alerts, and one with all that is known of it. */
final class AlertRoutes {
  private static final int MOST = 500;
  private static final int USUAL = 50;
  private static final int MOST_BESIDE = 100;
  private static final long WITHIN_MILLIS = 600_000;
  private static final long MOST_WITHIN_MILLIS = 7 * 86_400_000L;

  /** Steps of the series that a picture of an alert begins before it and ends after it. */
  private static final int STEPS_BEFORE = 96;

  private static final int STEPS_AFTER = 24;

  private final StreamSettings settings;
  private final LiveView view;

  AlertRoutes(StreamSettings settings, LiveView view) {
    this.settings = settings;
    this.view = view;
  }

  /**
   * {@code total} is how many pass the filter, {@code open} how many are open of all; {@code next}
   * goes into {@code before} for the alerts after these, null where there are none.
   */
  private record AlertList(
      int total, int open, boolean writable, String next, List<AlertDocument> alerts) {}

  /**
   * {@code also} opened within so many milliseconds of this one ({@code alsoTotal} of them); {@code
   * from} and {@code to} are the event times between which a picture shows it, null while the
   * series' step is unknown.
   */
  private record Shown(
      AlertDocument alert,
      List<AlertDocument.Event> events,
      Long from,
      Long to,
      long within,
      int alsoTotal,
      List<AlertDocument> also,
      boolean writable) {}

  void add(RoutesConfig routes) {
    routes.get("/api/alerts", this::list);
    routes.get("/api/alerts/{id}", this::show);
  }

  private void list(Context context) {
    long limit = Numbers.query(context, "limit", 1, MOST, USUAL);
    Optional<AlertPlace> before = AlertPlace.before(context);
    String part = Query.text(context, "q").map(text -> text.toLowerCase(Locale.ROOT)).orElse("");
    List<Alert> found =
        view.alerts(filter(context)).stream()
            .filter(alert -> alert.series().toLowerCase(Locale.ROOT).contains(part))
            .toList();
    List<Alert> after =
        found.stream()
            .filter(alert -> before.map(place -> place.isBefore(alert)).orElse(true))
            .toList();
    List<Alert> page = after.stream().limit(limit).toList();
    context.json(
        new AlertList(
            found.size(),
            view.status().openAlerts(),
            settings.http().write(),
            page.size() < after.size() ? AlertPlace.of(page.get(page.size() - 1)).text() : null,
            page.stream().map(AlertDocument::of).toList()));
  }

  private static AlertFilter filter(Context context) {
    AlertFilter all =
        new AlertFilter(
            Query.word(context, "state", AlertFilter.State.values()).orElse(AlertFilter.State.ALL),
            AlertFilter.ALL.series(),
            Query.word(context, "kind", AlertKind.values()),
            Query.word(context, "severity", AlertSeverity.values()).orElse(AlertSeverity.UNKNOWN));
    return Query.text(context, "series").map(all::ofSeries).orElse(all);
  }

  private void show(Context context) {
    Alert alert = find(view, context.pathParam("id"));
    long within = Numbers.query(context, "within", 0, MOST_WITHIN_MILLIS, WITHIN_MILLIS);
    List<Alert> also = view.alertsBeside(alert, within);
    Optional<Long> step =
        view.forecast(alert.series()).map(one -> one.stepMillis()).filter(millis -> millis > 0);
    context.json(
        new Shown(
            AlertDocument.of(alert),
            alert.events().stream().map(AlertDocument.Event::of).toList(),
            step.map(millis -> first(alert) - STEPS_BEFORE * millis).orElse(null),
            step.map(millis -> alert.lastTime() + STEPS_AFTER * millis).orElse(null),
            within,
            also.size(),
            also.stream().limit(MOST_BESIDE).map(AlertDocument::of).toList(),
            settings.http().write()));
  }

  private static long first(Alert alert) {
    return Stream.of(alert.opened(), alert.events().get(0).getTime().toEpochMilli())
        .min(Long::compare)
        .orElseThrow();
  }

  /** The alert, or the answer that there is none. */
  static Alert find(LiveView view, String id) {
    return view.alert(id)
        .orElseThrow(
            () ->
                new NotFoundResponse(
                    "No alert " + id + " is in view; /api/alerts lists those that are."));
  }
}
