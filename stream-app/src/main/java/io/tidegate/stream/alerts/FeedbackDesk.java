package io.tidegate.stream.alerts;

import io.tidegate.schema.AlertFeedback;
import io.tidegate.schema.FeedbackEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.KafkaTopicWriter;
import io.tidegate.stream.log.TopicWriter;
import io.tidegate.stream.topology.ClusterException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Writes what people say about alerts to the observations topic, under the series' key and in the
 * series' own partition, so that one log orders everything that changes the series. Thread-safe.
 */
public final class FeedbackDesk {
  private final String topic;
  private final TopicWriter writer;
  private final Clock clock;

  /**
   * What was written.
   *
   * @param series it is about
   * @param event as it was written
   * @param place where it lies in the observations topic
   */
  public record Written(String series, FeedbackEvent event, TopicWriter.Place place) {}

  FeedbackDesk(String topic, TopicWriter writer, Clock clock) {
    this.topic = topic;
    this.writer = writer;
    this.clock = clock;
  }

  /** On the cluster of {@code settings}; connects at each word only. */
  public static FeedbackDesk on(StreamSettings settings) {
    return new FeedbackDesk(
        settings.topics().observations(),
        new KafkaTopicWriter(settings.kafka(), settings.serde().serializer()),
        Clock.systemUTC());
  }

  /**
   * Says something about one alert.
   *
   * @param newest event time of its series' newest observation in milliseconds, where known
   * @throws RefusedFeedbackException if it cannot be said of it
   * @throws ClusterException if the cluster does not take it
   */
  public Written about(Alert alert, Feedback feedback, OptionalLong newest) {
    if (feedback.said() == AlertFeedback.ACKNOWLEDGED && !alert.isOpen()) {
      throw new RefusedFeedbackException(
          RefusedFeedbackException.Kind.OVER,
          "alert "
              + alert.id()
              + " is over since "
              + Instant.ofEpochMilli(alert.lastTime())
              + ": only an open one can be acknowledged");
    }
    return write(alert.series(), OptionalInt.of(alert.partition()), alert.id(), feedback, newest);
  }

  /**
   * Says something about a series: about the alert that is open, or what is to be expected.
   *
   * @param alerts those of the series that are known; they tell its partition, too
   * @param partition of the observations topic that the series is in, where it is known; where
   *     nothing tells it, the one that Kafka's producers choose by the key
   * @param newest event time of its newest observation in milliseconds, where known
   * @throws RefusedFeedbackException if it is about an open alert and there is none, or {@code
   *     until} has passed
   * @throws ClusterException if the cluster does not take it
   */
  public Written about(
      String series,
      List<Alert> alerts,
      OptionalInt partition,
      Feedback feedback,
      OptionalLong newest) {
    if (feedback.said() != AlertFeedback.EXPECTED && alerts.stream().noneMatch(Alert::isOpen)) {
      throw new RefusedFeedbackException(
          RefusedFeedbackException.Kind.OVER,
          "no alert of series "
              + series
              + " is open: name the past one that is meant, or say what is expected");
    }
    OptionalInt told =
        partition.isPresent() ? partition : alerts.stream().mapToInt(Alert::partition).findFirst();
    return write(series, told, null, feedback, newest);
  }

  private Written write(
      String series, OptionalInt partition, String alert, Feedback feedback, OptionalLong newest) {
    feedback.requireAhead(newest);
    FeedbackEvent event = feedback.event(alert, clock.instant());
    byte[] key = series.getBytes(StandardCharsets.UTF_8);
    return new Written(series, event, writer.write(topic, partition, key, event));
  }
}
