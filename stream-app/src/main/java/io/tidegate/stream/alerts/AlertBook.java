package io.tidegate.stream.alerts;

import io.tidegate.schema.AlertEvent;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Every open alert and the past ones that were over last, at most {@code limit} of those. Not
 * thread-safe.
 */
public final class AlertBook {
  /** The newest first; alerts that opened at the same time by id. */
  public static final Comparator<Alert> NEWEST_FIRST =
      Comparator.comparingLong(Alert::opened).reversed().thenComparing(Alert::id);

  private static final Comparator<Alert> OVER_FIRST =
      Comparator.comparingLong(Alert::lastTime).thenComparing(Alert::id);

  private final int limit;
  private final Map<String, Alert> alerts = new HashMap<>();
  private final NavigableSet<Alert> past = new TreeSet<>(OVER_FIRST);

  /**
   * An empty book.
   *
   * @param limit most past alerts
   */
  public AlertBook(int limit) {
    this.limit = limit;
  }

  /** Takes an event of the topic, in the topic's order; one that is known changes nothing. */
  public void accept(String series, AlertEvent event) {
    Alert known = alerts.get(event.getId());
    if (known != null && known.events().contains(event)) {
      return;
    }
    if (known != null) {
      past.remove(known);
    }
    Alert now = known == null ? Alert.of(series, event) : known.with(event);
    alerts.put(now.id(), now);
    if (!now.isOpen()) {
      past.add(now);
      if (past.size() > limit) {
        alerts.remove(past.pollFirst().id());
      }
    }
  }

  /** Lets go of all alerts of a series. */
  public void forget(String series) {
    past.removeIf(alert -> alert.series().equals(series));
    alerts.values().removeIf(alert -> alert.series().equals(series));
  }

  /** How many are not over. */
  public int open() {
    return alerts.size() - past.size();
  }

  /** How many of a series are not over, for each series that has any. */
  public Map<String, Integer> openBySeries() {
    return alerts.values().stream()
        .filter(Alert::isOpen)
        .collect(Collectors.toMap(Alert::series, alert -> 1, Integer::sum));
  }

  /** One by its id; empty if it is not known, or no longer. */
  public Optional<Alert> find(String id) {
    return Optional.ofNullable(alerts.get(id));
  }

  /** Those that {@code filter} lets pass, the newest first. */
  public List<Alert> list(AlertFilter filter) {
    return alerts.values().stream().filter(filter::passes).sorted(NEWEST_FIRST).toList();
  }

  /**
   * What else opened within so many milliseconds before or after {@code alert}, whatever the
   * series; the nearest in time first.
   */
  public List<Alert> beside(Alert alert, long within) {
    Comparator<Alert> nearest = Comparator.comparingLong(other -> distance(alert, other));
    return alerts.values().stream()
        .filter(other -> !other.id().equals(alert.id()) && distance(alert, other) <= within)
        .sorted(nearest.thenComparing(NEWEST_FIRST))
        .toList();
  }

  private static long distance(Alert one, Alert other) {
    return Math.abs(one.opened() - other.opened());
  }
}
