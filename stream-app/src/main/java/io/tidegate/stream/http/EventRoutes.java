package io.tidegate.stream.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidegate.stream.view.FeedEntry;
import io.tidegate.stream.view.LiveView;
import java.util.List;
import java.util.Set;

/** {@code /api/events}: what happened to the models. */
final class EventRoutes {
  private final LiveView view;

  EventRoutes(LiveView view) {
    this.view = view;
  }

  private record Events(long sequence, List<Event> events) {
    /** {@code refusal} says why a decision is not in force; null if it is or was. */
    private record Event(
        long sequence,
        String id,
        String kind,
        long time,
        String modelName,
        long version,
        String reason,
        Double lossBefore,
        Double lossAfter,
        String by,
        String refusal,
        Set<Integer> partitions) {}
  }

  void add(RoutesConfig routes) {
    routes.get("/api/events", this::events);
  }

  private void events(Context context) {
    long after = Numbers.query(context, "after", 0, Long.MAX_VALUE, 0);
    List<FeedEntry> feed = view.feed(after);
    long newest = feed.stream().mapToLong(FeedEntry::sequence).max().orElse(after);
    context.json(new Events(newest, feed.stream().map(EventRoutes::event).toList()));
  }

  private static Events.Event event(FeedEntry entry) {
    return new Events.Event(
        entry.sequence(),
        entry.id(),
        entry.kind().name(),
        entry.time(),
        entry.modelName(),
        entry.version(),
        entry.reason(),
        entry.lossBefore().map(Numbers::finite).orElse(null),
        entry.lossAfter().map(Numbers::finite).orElse(null),
        entry.by(),
        entry.refusal().orElse(null),
        entry.partitions());
  }
}
