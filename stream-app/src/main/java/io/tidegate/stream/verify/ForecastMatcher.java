package io.tidegate.stream.verify;

import io.tidegate.schema.ForecastEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.TopicLog;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/**
 * Finds, for each forecast of a replay, the one that was recorded of the same observation, reading
 * the forecasts topic once and in step. One input partition's forecasts are written in the order in
 * which a replay makes them; a series' forecasts lie in the partition that Kafka chooses by its
 * key.
 *
 * <p>What was recorded but is not wanted now is held until it is, or until the end: nothing, unless
 * something is wrong. Where a forecast is not at its place, a bounded number of the following ones
 * is searched, so that one forged record does not hide the rest. Used by one thread.
 */
final class ForecastMatcher implements AutoCloseable {
  /** What is held is bounded: beyond it the topic is plainly not that of this input. */
  private static final int MOST_HELD = 10_000;

  /** How far is searched past a place where something is wrong. */
  private static final int AHEAD = 1_000;

  private final TopicLog log;
  private final StreamSettings settings;
  private final Span span;
  private final int partitions;
  private final Map<Integer, RecordedForecasts> opened = new TreeMap<>();
  private final Set<Integer> begun = new HashSet<>();
  private final Map<Long, Recorded> held = new LinkedHashMap<>();
  private long unexpected;
  private long beyond;

  ForecastMatcher(TopicLog log, StreamSettings settings, Span span) {
    this.log = log;
    this.settings = settings;
    this.span = span;
    this.partitions = log.partitions(settings.topics().forecasts()).size();
    if (span.partition() < partitions) {
      open(span.partition());
    }
  }

  /** What was found of one observation. */
  sealed interface Match {
    /** Its forecast. */
    record Found(Recorded recorded) implements Match {}

    /** None, where there should be one. */
    record Missing() implements Match {}

    /** None any more: retention has taken away what was written then. */
    record Expired() implements Match {}
  }

  /**
   * Looks for the forecast of an observation.
   *
   * @param at offset of the record that the replay is at; a parked observation's forecast is made
   *     later than at its own
   */
  Match match(String series, ForecastEvent replayed, long at) {
    int partition =
        BuiltInPartitioner.partitionForKey(series.getBytes(StandardCharsets.UTF_8), partitions);
    RecordedForecasts recorded = open(partition);
    long wanted = replayed.getSourceOffset();
    Recorded earlier = held.remove(wanted);
    if (earlier != null) {
      begun.add(partition);
      return new Match.Found(earlier);
    }
    for (var head = recorded.peek();
        head.isPresent() && (head.get().offset() <= at || held.size() < AHEAD);
        head = recorded.peek()) {
      recorded.take();
      if (head.get().offset() == wanted) {
        begun.add(partition);
        return new Match.Found(head.get());
      }
      hold(head.get());
    }
    return recorded.cut() && !begun.contains(partition) ? new Match.Expired() : new Match.Missing();
  }

  private RecordedForecasts open(int partition) {
    return opened.computeIfAbsent(
        partition, p -> new RecordedForecasts(log, settings, span.partition(), p));
  }

  private void hold(Recorded recorded) {
    long offset = recorded.offset();
    if (!span.concerns(offset)) {
      return;
    }
    if ((held.size() >= MOST_HELD || held.putIfAbsent(offset, recorded) != null)
        && span.counts(offset)) {
      unexpected++;
    }
  }

  /**
   * Reads to the end.
   *
   * @param end the offset before which the replay really ended
   * @param parked observations that the replay left waiting: their forecasts come after it
   */
  void finish(long end, Set<Long> parked) {
    for (RecordedForecasts recorded : opened.values()) {
      for (var head = recorded.peek(); head.isPresent(); head = recorded.peek()) {
        recorded.take();
        if (head.get().offset() < end) {
          hold(head.get());
        } else if (span.counts(head.get().offset())) {
          beyond++;
        }
      }
    }
    held.keySet().removeIf(offset -> offset < span.from() || parked.contains(offset));
    int all = held.size();
    held.keySet().removeIf(offset -> offset >= end);
    beyond += all - held.size();
  }

  /** After {@link #finish}: recorded forecasts of the span that the replay did not come to. */
  long beyond() {
    return beyond;
  }

  /** After {@link #finish}: some of the recorded forecasts that no replayed one belongs to. */
  Collection<Recorded> leftOver() {
    return held.values();
  }

  /** After {@link #finish}: how many recorded forecasts no replayed one belongs to. */
  long unexpected() {
    return held.size() + unexpected;
  }

  /** Records of the forecasts partition of the same number that are no forecasts. */
  long unreadable() {
    RecordedForecasts same = opened.get(span.partition());
    return same == null ? 0 : same.unreadable();
  }

  @Override
  public void close() {
    opened.values().forEach(RecordedForecasts::close);
  }
}
