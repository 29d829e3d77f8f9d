package io.tidegate.stream.verify;

import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.stream.models.Activations;
import java.util.OptionalLong;

/**
 * How much of one partition can be replayed, and what cannot.
 *
 * @param span what is replayed
 * @param cut whether forecasts before it are asked for, whose records are gone
 * @param checkpoint where the states come from with which it begins; empty: from nothing
 * @param why something cannot be replayed, as one sentence; empty if everything can
 */
record Extent(Span span, boolean cut, OptionalLong checkpoint, String why) {
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
      Checkpoints checkpoints,
      long reached,
      Offsets from,
      Offsets to) {
    String topic = settings.topics().observations();
    long begin = log.begin(topic, partition);
    long end = Math.min(to.of(partition, reached), reached);
    long wanted = Math.min(from.of(partition, 0), end);
    if (used.events().isEmpty()) {
      // Nothing was ever accepted, or the journal of versions is lost: what is recorded tells.
      return nothing(new Span(partition, end, wanted, end), "no version was ever recorded");
    }
    if (used.lives() > 1) {
      return nothing(
          new Span(partition, end, wanted, end),
          "its versions began anew "
              + used.lives()
              + " times (states thrown away, or another tidegate.size): forecasts of several lives"
              + " lie in one topic and cannot be told apart");
    }
    long born = used.events().get(0).getOffset();
    OptionalLong before = checkpoints.newest(partition, Math.max(begin, born + 1), wanted);
    if (before.isPresent()) {
      return new Extent(new Span(partition, before.getAsLong(), wanted, end), false, before, "");
    }
    boolean cut = begin > born;
    if (!cut) {
      return new Extent(new Span(partition, Math.min(born, end), wanted, end), false, before, "");
    }
    OptionalLong later = checkpoints.earliest(partition, begin);
    long start = Math.min(later.orElse(begin), end);
    return new Extent(
        new Span(partition, start, wanted, end), true, later, whyCut(born, topic, begin, later));
  }

  private static Extent nothing(Span span, String why) {
    return new Extent(span, true, OptionalLong.empty(), why);
  }

  private static String whyCut(long born, String topic, long begin, OptionalLong later) {
    return "its states began at offset "
        + born
        + ", but "
        + topic
        + " begins at "
        + begin
        + " (retention): "
        + (later.isPresent()
            ? "compared is what follows the checkpoint at offset " + later.getAsLong()
            : "only series that first appeared after it can be replayed, as there is no checkpoint"
                + " of the states (tidegate.checkpoint.every)");
  }
}
