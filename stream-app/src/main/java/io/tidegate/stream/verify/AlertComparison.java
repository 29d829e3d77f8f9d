package io.tidegate.stream.verify;

import io.tidegate.schema.AlertChange;
import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.AlertKind;
import io.tidegate.schema.AlertResolution;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.LogCursor;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.wire.SingleObjectSerde;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;

/**
 * Compares the alerts that a replay tells of one input partition with the recorded ones: the key,
 * and the whole event in Avro's binary encoding, byte for byte. Alerts are rare, so those of the
 * partition are held in memory, up to a bound.
 *
 * <p>Where the replay begins with a checkpoint it does not know which series were silent then, so
 * silence that it tells otherwise than recorded proves nothing; where it lacks what led to the
 * states it proves nothing of any alert. Used by one thread.
 */
final class AlertComparison {
  private static final int MOST_HELD = 200_000;
  private static final Serde<SpecificRecord> ENCODING = new SingleObjectSerde();

  /** One event, by what no two of them have in common. */
  private record Key(String id, AlertChange change, long sourceOffset) {
    static Key of(AlertEvent event) {
      return new Key(event.getId(), event.getChange(), event.getSourceOffset());
    }
  }

  private record Held(String series, AlertEvent event) {}

  private final Span span;
  private final boolean silenceKnown;
  private final boolean comparable;
  private final Map<Key, Held> recorded = new LinkedHashMap<>();
  private boolean cut;
  private long beyondBound;
  private long twice;
  private Optional<Difference> first = Optional.empty();
  private long compared;
  private long differing;
  private long missing;
  private long expired;
  private long unknown;

  /**
   * Reads what is recorded.
   *
   * @param cut whether the replay lacks what came before its start
   * @param known whether it knows every series' state there all the same
   */
  AlertComparison(TopicLog log, StreamSettings settings, Span span, boolean cut, boolean known) {
    this.span = span;
    this.comparable = !cut || known;
    this.silenceKnown = !known;
    String topic = settings.topics().alerts();
    Deserializer<SpecificRecord> events = settings.serde().deserializer();
    for (int partition : log.partitions(topic)) {
      this.cut |= log.begin(topic, partition) > 0;
      try (LogCursor cursor = log.open(topic, partition)) {
        for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
          hold(next.get(), events);
        }
      }
    }
  }

  private void hold(ConsumerRecord<byte[], byte[]> entry, Deserializer<SpecificRecord> events) {
    AlertEvent event = decode(entry, events);
    if (event == null
        || event.getSourcePartition() != span.partition()
        || !span.counts(event.getSourceOffset())) {
      return;
    }
    if (recorded.size() == MOST_HELD) {
      beyondBound++;
      return;
    }
    Held held = new Held(new String(entry.key(), StandardCharsets.UTF_8), event);
    if (recorded.putIfAbsent(Key.of(event), held) != null) {
      twice++;
      note(difference(held.series(), event, "(the record)", "an alert, a second time", "one"));
    }
  }

  private static AlertEvent decode(
      ConsumerRecord<byte[], byte[]> entry, Deserializer<SpecificRecord> events) {
    try {
      return entry.key() != null
              && events.deserialize(entry.topic(), entry.headers(), entry.value())
                  instanceof AlertEvent event
          ? event
          : null;
    } catch (RuntimeException e) {
      return null; // Not one of ours: the event in its place is missing, which is told.
    }
  }

  /** Takes what the replay tells. */
  void take(String series, AlertEvent event) {
    if (!span.counts(event.getSourceOffset())) {
      return;
    }
    Held held = recorded.remove(Key.of(event));
    if (!comparable) {
      unknown += held == null ? 0 : 1;
    } else if (held != null) {
      compare(series, event, held);
    } else if (beyondBound > 0 || (!silenceKnown && ofSilence(event))) {
      unknown++;
    } else if (cut) {
      expired++;
    } else {
      missing++;
      note(difference(series, event, "(the record)", "no alert", "an alert"));
    }
  }

  private static boolean ofSilence(AlertEvent event) {
    return event.getKind() == AlertKind.MISSING_DATA
        || event.getResolution() == AlertResolution.EXPIRED;
  }

  private void compare(String series, AlertEvent event, Held held) {
    compared++;
    // Read back, so that the map of detectors is of the same kind in both.
    AlertEvent again =
        (AlertEvent)
            ENCODING.deserializer().deserialize("", ENCODING.serializer().serialize("", event));
    if (!held.series().equals(series)) {
      differing++;
      note(difference(series, event, "(the key)", held.series(), series));
    } else if (!Arrays.equals(
        ENCODING.serializer().serialize("", again),
        ENCODING.serializer().serialize("", held.event()))) {
      differing++;
      note(between(series, held.event(), again));
    }
  }

  private static Difference between(String series, AlertEvent there, AlertEvent here) {
    for (Schema.Field field : here.getSchema().getFields()) {
      Object recorded = there.get(field.pos());
      Object replayed = here.get(field.pos());
      if (!Objects.equals(recorded, replayed)) {
        return difference(
            series, here, field.name(), String.valueOf(recorded), String.valueOf(replayed));
      }
    }
    return difference(series, here, "(the encoding)", "other bytes", "other bytes");
  }

  private static Difference difference(
      String series, AlertEvent event, String field, String recorded, String replayed) {
    return new Difference(
        series,
        event.getSourcePartition(),
        event.getSourceOffset(),
        "alert " + event.getId() + " " + event.getChange() + ", " + field,
        recorded,
        replayed);
  }

  private void note(Difference difference) {
    if (first.isEmpty()) {
      first = Optional.of(difference);
    }
  }

  /**
   * The outcome.
   *
   * @param end the offset before which the replay really ended
   * @param parked observations that the replay left waiting: what they tell comes after it
   */
  AlertVerdict verdict(long end, Set<Long> parked) {
    long unexpected = twice;
    for (Held held : recorded.values()) {
      long offset = held.event().getSourceOffset();
      boolean known = silenceKnown || !ofSilence(held.event());
      if (offset >= end || !comparable || !known || beyondBound > 0) {
        unknown++;
      } else if (!parked.contains(offset)) {
        unexpected++;
        note(difference(held.series(), held.event(), "(the record)", "an alert", "no alert"));
      }
    }
    return new AlertVerdict(
        compared, differing, missing, unexpected, expired, unknown + beyondBound, first);
  }
}
