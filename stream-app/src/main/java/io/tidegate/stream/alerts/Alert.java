package io.tidegate.stream.alerts;

import io.tidegate.schema.AlertChange;
import io.tidegate.schema.AlertEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One incident of one series, as far as its events are known. The first may be missing where
 * retention has taken it; every event says enough by itself. Immutable.
 */
public final class Alert {
  private final String series;
  private final List<AlertEvent> events;

  /**
   * @param events of one incident in the topic's order, at least one
   */
  private Alert(String series, List<AlertEvent> events) {
    this.series = series;
    this.events = List.copyOf(events);
  }

  static Alert of(String series, AlertEvent first) {
    return new Alert(series, List.of(first));
  }

  /**
   * This alert and one more event. One that does not come later in the observations than those
   * known means that the partition was processed anew: from there on the later word holds.
   */
  Alert with(AlertEvent event) {
    List<AlertEvent> all = new ArrayList<>(events);
    all.removeIf(known -> !isBefore(known, event));
    all.add(event);
    return new Alert(series, all);
  }

  private static boolean isBefore(AlertEvent one, AlertEvent other) {
    return one.getSourceOffset() < other.getSourceOffset()
        || (one.getSourceOffset() == other.getSourceOffset()
            && one.getChange().compareTo(other.getChange()) < 0);
  }

  /** The same in every event. */
  public String id() {
    return newest().getId();
  }

  /** Name of the series. */
  public String series() {
    return series;
  }

  /** What is known, oldest first; not to be changed. */
  public List<AlertEvent> events() {
    return events;
  }

  /** The last word. */
  public AlertEvent newest() {
    return events.get(events.size() - 1);
  }

  /** What was last said of the incident itself; the last word where nothing else is known. */
  public AlertEvent raised() {
    for (int i = events.size() - 1; i >= 0; i--) {
      if (events.get(i).getChange() != AlertChange.RESOLVED) {
        return events.get(i);
      }
    }
    return newest();
  }

  /** Whether it is not over. */
  public boolean isOpen() {
    return newest().getChange() != AlertChange.RESOLVED;
  }

  /** Event time at which it was noticed, in milliseconds. */
  public long opened() {
    return newest().getOpened().toEpochMilli();
  }

  /** Event time of the newest event, in milliseconds. */
  public long lastTime() {
    return newest().getTime().toEpochMilli();
  }

  /** Event time at which it was over, in milliseconds; empty while it is not. */
  public Optional<Long> resolved() {
    return isOpen() ? Optional.empty() : Optional.of(lastTime());
  }

  /** Partition of the observations topic that its series is in. */
  public int partition() {
    return newest().getSourcePartition();
  }
}
