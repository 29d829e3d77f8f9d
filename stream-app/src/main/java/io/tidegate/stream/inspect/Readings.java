package io.tidegate.stream.inspect;

import io.tidegate.kernel.series.StepFinder;
import io.tidegate.schema.KnownFutureEvent;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.stream.intake.SeriesEvent;
import io.tidegate.stream.topology.RefusedRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the records of a sample become: series by name, and what is refused. */
final class Readings {
  private final Map<String, List<ObservationEvent>> series = new LinkedHashMap<>();
  private final Map<String, Refusal> refusals = new LinkedHashMap<>();
  private int fitting;
  private int refused;
  private int passedOver;
  private int announced;

  /**
   * One way of not fitting.
   *
   * @param count of records
   * @param example where one of them stands
   */
  record Refusal(int count, String reason, String example) {}

  void take(List<SeriesEvent> events) {
    if (events.isEmpty()) {
      passedOver++;
      return;
    }
    fitting++;
    for (SeriesEvent event : events) {
      if (event.event() instanceof ObservationEvent observation) {
        series.computeIfAbsent(event.series(), name -> new ArrayList<>()).add(observation);
      } else if (event.event() instanceof KnownFutureEvent) {
        announced++;
      }
    }
  }

  void refuse(ConsumerRecord<?, ?> record, RefusedRecordException why) {
    refused++;
    String kind = why.getMessage().replaceFirst(", found .*", "");
    String place = "partition " + record.partition() + ", offset " + record.offset();
    Refusal before = refusals.get(kind);
    refusals.put(
        kind,
        before == null
            ? new Refusal(1, why.getMessage(), place)
            : new Refusal(before.count() + 1, before.reason(), before.example()));
  }

  int fitting() {
    return fitting;
  }

  int refused() {
    return refused;
  }

  /** Headers of files. */
  int passedOver() {
    return passedOver;
  }

  /** Events that tell what is known ahead. */
  int announced() {
    return announced;
  }

  /** The most frequent first. */
  List<Refusal> refusals() {
    return refusals.values().stream()
        .sorted(Comparator.comparingInt(Refusal::count).reversed())
        .toList();
  }

  /** The names of the series, in the order in which they came. */
  List<String> names() {
    return List.copyOf(series.keySet());
  }

  /** The values of a series by time. */
  List<ObservationEvent> of(String name) {
    return series.get(name).stream()
        .sorted(Comparator.comparing(ObservationEvent::getTime))
        .toList();
  }

  /** The step of a series as the forecaster would find it; empty where there are too few values. */
  Optional<Duration> stepOf(String name) {
    StepFinder finder = new StepFinder();
    Instant before = null;
    for (ObservationEvent observation : of(name)) {
      Instant time = observation.getTime();
      if (before != null && time.isAfter(before) && !finder.found()) {
        finder.add(Duration.between(before, time).toMillis());
      }
      before = time;
    }
    return finder.found() ? Optional.of(Duration.ofMillis(finder.step())) : Optional.empty();
  }
}
