package io.tidegate.stream.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidegate.stream.view.LiveView;
import io.tidegate.stream.view.SeriesStanding;
import java.util.List;

/** {@code /api/overview}: many series at once, each as little as a small picture needs. */
final class OverviewRoutes {
  /** Values that a small picture shows. */
  private static final int RECENT = 48;

  private final LiveView view;

  OverviewRoutes(LiveView view) {
    this.view = view;
  }

  private record Overview(int total, long offset, long limit, List<Tile> series) {}

  private record Tile(
      String key,
      long time,
      Double value,
      long stepMillis,
      List<Double> recent,
      StandingJson standing) {}

  void add(RoutesConfig routes) {
    routes.get("/api/overview", this::overview);
  }

  private void overview(Context context) {
    SeriesQuery query = SeriesQuery.of(context);
    List<SeriesStanding> found = query.find(view);
    context.json(
        new Overview(
            found.size(),
            query.offset(),
            query.limit(),
            query.page(found).stream().map(this::tile).toList()));
  }

  private Tile tile(SeriesStanding one) {
    return new Tile(
        one.series().key(),
        one.series().time(),
        Numbers.finite(one.series().value()),
        one.series().stepMillis(),
        Numbers.finite(view.newestValues(one.series().key(), RECENT)),
        StandingJson.of(one));
  }
}
