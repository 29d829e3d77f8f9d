package io.tidegate.stream.verify;

import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.LogCursor;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.stream.topology.PartitionReplay;
import java.util.Set;
import java.util.function.LongConsumer;

/** Replays one partition from the start of a span to its end. Used by one thread. */
final class SpanReplay {
  private final TopicLog log;
  private final StreamSettings settings;
  private final Span span;
  private final PartitionReplay replay;
  private final Handler handler;
  private long at;

  /** Takes what the replay forecasts and alerts. */
  interface Handler {
    /**
     * One thing told of an incident; does nothing by default.
     *
     * @param at offset of the record that brought it about
     */
    default void alert(String series, AlertEvent event, long at) {}

    /**
     * One forecast.
     *
     * @param at offset of the record that brought it about
     */
    void forecast(String series, ForecastEvent event, long at);
  }

  /**
   * How it ended.
   *
   * @param offset the offset before which it ended
   * @param why it ended there, one sentence; empty at the span's own end
   * @param parked observations that wait for their series' next
   */
  record End(long offset, String why, Set<Long> parked) {
    /** Where and why it ended early; empty if it did not. */
    String sentence() {
      return why.isEmpty() ? "" : "stopped at offset " + offset + ": " + why;
    }
  }

  SpanReplay(
      TopicLog log,
      StreamSettings settings,
      Span span,
      PartitionReplay.Versions versions,
      PartitionReplay.Beginnings beginnings,
      Handler handler) {
    this.log = log;
    this.settings = settings;
    this.span = span;
    this.handler = handler;
    this.replay =
        new PartitionReplay(settings, span.partition(), versions, beginnings, new Passing());
  }

  private final class Passing implements PartitionReplay.Sink {
    @Override
    public void forecast(String series, ForecastEvent event) {
      handler.forecast(series, event, at);
    }

    @Override
    public void alert(String series, AlertEvent event) {
      handler.alert(series, event, at);
    }
  }

  /**
   * Replays.
   *
   * @param progress is told how many offsets are done
   */
  End run(LongConsumer progress) {
    at = span.start();
    if (span.records() == 0) {
      return new End(at, "", Set.of());
    }
    String topic = settings.topics().observations();
    try (LogCursor input = log.open(topic, span.partition(), span.start(), span.to())) {
      for (var next = input.next(); next.isPresent(); next = input.next()) {
        at = next.get().offset();
        replay.take(next.get());
        progress.accept(at + 1 - span.start());
      }
    } catch (ReplayStopped e) {
      return new End(at, e.getMessage(), replay.parked());
    }
    progress.accept(span.records());
    return new End(span.to(), "", replay.parked());
  }
}
