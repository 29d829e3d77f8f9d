package io.tidegate.stream.states;

import io.tidegate.schema.SeriesChange;
import io.tidegate.schema.SeriesChangeEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.KafkaTopicWriter;
import io.tidegate.stream.log.TopicWriter;
import io.tidegate.stream.topology.ClusterException;
import io.tidegate.stream.topology.StoredSeries;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.OptionalInt;

/**
 * Writes what people do to series to the observations topic, under the series' key and in the
 * series' own partition, so that one log orders everything that changes the series. Thread-safe.
 */
public final class SeriesDesk {
  private final String topic;
  private final TopicWriter writer;
  private final Clock clock;

  /** Who does it, and why. */
  public record Reason(String by, String comment) {}

  SeriesDesk(String topic, TopicWriter writer, Clock clock) {
    this.topic = topic;
    this.writer = writer;
    this.clock = clock;
  }

  /** On the cluster of {@code settings}; connects at each word only. */
  public static SeriesDesk on(StreamSettings settings) {
    return new SeriesDesk(
        settings.topics().observations(),
        new KafkaTopicWriter(settings.kafka(), settings.serde().serializer()),
        Clock.systemUTC());
  }

  /**
   * Lets a series begin anew with its next observation.
   *
   * @throws ClusterException if the cluster does not take it
   */
  public TopicWriter.Place reset(String series, int partition, Reason reason) {
    return write(series, OptionalInt.of(partition), event(SeriesChange.RESET, reason).build());
  }

  /**
   * Lets nothing be kept of a series.
   *
   * @throws ClusterException if the cluster does not take it
   */
  public TopicWriter.Place forget(String series, int partition, Reason reason) {
    return write(series, OptionalInt.of(partition), event(SeriesChange.FORGET, reason).build());
  }

  /**
   * Lets a series go on from a state.
   *
   * @param partition empty for a new series: the one that Kafka's producers choose by the key
   * @throws ClusterException if the cluster does not take it
   */
  public TopicWriter.Place bring(
      String series, OptionalInt partition, StoredSeries state, Reason reason) {
    return write(
        series,
        partition,
        event(SeriesChange.IMPORT, reason).setState(ByteBuffer.wrap(state.encode())).build());
  }

  private SeriesChangeEvent.Builder event(SeriesChange change, Reason reason) {
    return SeriesChangeEvent.newBuilder()
        .setChange(change)
        .setTime(clock.instant())
        .setBy(reason.by())
        .setComment(reason.comment());
  }

  private TopicWriter.Place write(String series, OptionalInt partition, SeriesChangeEvent event) {
    return writer.write(topic, partition, series.getBytes(StandardCharsets.UTF_8), event);
  }
}
