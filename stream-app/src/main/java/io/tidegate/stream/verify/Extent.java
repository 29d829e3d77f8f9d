package io.tidegate.stream.verify;

import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.stream.models.Activations;

/**
 * How much of one partition can be replayed, and what cannot.
 *
 * @param span what is replayed
 * @param cut whether records before it moved the series, and are gone
 * @param why something cannot be replayed, as one sentence; empty if everything can
 */
record Extent(Span span, boolean cut, String why) {
  /**
   * Looks.
   *
   * @param reached the offset up to which the application has come
   */
  static Extent of(
      TopicLog log,
      StreamSettings settings,
      int partition,
      Activations.Timeline used,
      long reached,
      Offsets from,
      Offsets to) {
    String topic = settings.topics().observations();
    long begin = log.begin(topic, partition);
    long end = Math.min(to.of(partition, reached), reached);
    long wanted = Math.min(from.of(partition, 0), end);
    if (used.events().isEmpty()) {
      // Nothing was ever accepted, or the journal of versions is lost: what is recorded tells.
      return new Extent(
          new Span(partition, end, wanted, end), true, "no version was ever recorded");
    }
    if (used.lives() > 1) {
      return new Extent(
          new Span(partition, end, wanted, end),
          true,
          "its versions began anew "
              + used.lives()
              + " times (states thrown away, or another tidegate.size): forecasts of several lives"
              + " lie in one topic and cannot be told apart");
    }
    long born = used.events().get(0).getOffset();
    boolean cut = begin > born;
    long start = Math.min(Math.max(begin, born), end);
    return new Extent(
        new Span(partition, start, wanted, end),
        cut,
        cut
            ? "its states began at offset "
                + born
                + ", but "
                + topic
                + " begins at "
                + begin
                + " (retention): only series that first appeared after it can be replayed"
            : "");
  }
}
