package io.tidegate.stream.models;

import io.tidegate.schema.ActivationEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.LogCursor;
import io.tidegate.stream.log.TopicLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Which version each input partition used from which offset on, as the activations topic says.
 * Immutable, thread-safe.
 */
public final class Activations {
  private final Map<Integer, Timeline> timelines;

  private Activations(Map<Integer, Timeline> timelines) {
    this.timelines = timelines;
  }

  /**
   * Reads the whole topic. What is there but is no activation is passed over: it cannot have made a
   * partition change its version.
   */
  public static Activations read(TopicLog log, StreamSettings settings) {
    String topic = settings.topics().activations();
    Deserializer<SpecificRecord> events = settings.serde().deserializer();
    List<ActivationEvent> found = new ArrayList<>();
    for (int partition : log.partitions(topic)) {
      try (LogCursor cursor = log.open(topic, partition)) {
        for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
          decode(events, next.get()).ifPresent(found::add);
        }
      }
    }
    return of(found);
  }

  private static Optional<ActivationEvent> decode(
      Deserializer<SpecificRecord> events, ConsumerRecord<byte[], byte[]> entry) {
    try {
      return events.deserialize(entry.topic(), entry.headers(), entry.value())
              instanceof ActivationEvent event
          ? Optional.of(event)
          : Optional.empty();
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  /** The same of events at hand, in the topic's order. */
  public static Activations of(List<ActivationEvent> events) {
    return new Activations(
        events.stream()
            .collect(
                Collectors.groupingBy(
                    ActivationEvent::getPartition,
                    TreeMap::new,
                    Collectors.collectingAndThen(Collectors.toList(), Timeline::new))));
  }

  /** The partitions that have processed anything. */
  public Set<Integer> partitions() {
    return timelines.keySet();
  }

  /** What one partition used; empty if it has processed nothing. */
  public Timeline of(int partition) {
    return timelines.getOrDefault(partition, new Timeline(List.of()));
  }

  /**
   * The versions of one partition.
   *
   * @param events its activations, oldest first
   */
  public record Timeline(List<ActivationEvent> events) {
    /** Copies. */
    public Timeline {
      events = List.copyOf(events);
    }

    /** The activation that holds at an input offset; none before the first. */
    public Optional<ActivationEvent> at(long offset) {
      ActivationEvent found = null;
      for (ActivationEvent event : events) {
        if (event.getOffset() > offset) {
          break;
        }
        found = event;
      }
      return Optional.ofNullable(found);
    }

    /** The newest. */
    public Optional<ActivationEvent> newest() {
      return events.isEmpty() ? Optional.empty() : Optional.of(events.get(events.size() - 1));
    }

    /** How often no version was in use before: once, unless states or size were changed. */
    public long lives() {
      return events.stream().filter(event -> event.getPreviousVersion() == null).count();
    }
  }
}
