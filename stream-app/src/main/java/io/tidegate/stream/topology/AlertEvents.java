package io.tidegate.stream.topology;

import io.tidegate.kernel.alert.Detector;
import io.tidegate.kernel.alert.Expected;
import io.tidegate.kernel.alert.Kind;
import io.tidegate.kernel.alert.Notice;
import io.tidegate.schema.AlertChange;
import io.tidegate.schema.AlertDirection;
import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.AlertKind;
import io.tidegate.schema.AlertResolution;
import io.tidegate.schema.AlertSeverity;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the kernel's notices into events; ids are made and read here and nowhere else. Immutable,
 * thread-safe.
 */
final class AlertEvents {
  private static final String OF_MISSING_DATA = "-missing";
  private static final Pattern PLACE = Pattern.compile("@(\\d{1,10})-(\\d{1,19})(-missing)?");

  private final String modelName;

  /**
   * @param modelName goes into every event
   */
  AlertEvents(String modelName) {
    this.modelName = modelName;
  }

  /**
   * Where something is told.
   *
   * @param partition of the observations topic
   * @param offset of the record that brings it about
   * @param version of the model that made the forecast
   * @param lastTime event time of the series' newest observation, milliseconds
   */
  record Origin(int partition, long offset, long version, long lastTime) {}

  /** Which alert an id means, by what the kernel knows of it. */
  record Meant(long openedOffset, boolean missing) {}

  /** Makes the event. */
  AlertEvent of(String series, Origin origin, Notice notice) {
    return AlertEvent.newBuilder()
        .setId(id(series, origin.partition(), notice))
        .setChange(AlertChange.valueOf(notice.change().name()))
        .setKind(AlertKind.valueOf(notice.kind().name()))
        .setSeverity(AlertSeverity.valueOf(notice.severity().name()))
        .setDirection(AlertDirection.valueOf(notice.direction().name()))
        .setOpened(Instant.ofEpochMilli(notice.opened()))
        .setTime(Instant.ofEpochMilli(notice.time()))
        .setSourcePartition(origin.partition())
        .setSourceOffset(origin.offset())
        .setRecords(notice.records())
        .setValue(notice.value())
        .setExpected(number(notice.expected(), Expected::point))
        .setLow(number(notice.expected(), Expected::low))
        .setHigh(number(notice.expected(), Expected::high))
        .setScore(notice.score())
        .setFalseAlarmsPerWeek(notice.perWeek())
        .setCalibrated(notice.calibrated())
        .setDetectors(detectors(notice.parts()))
        .setModelName(modelName)
        .setModelVersion(origin.version())
        .setResolution(
            notice.resolution() == null
                ? null
                : AlertResolution.valueOf(notice.resolution().name()))
        .setAcknowledged(notice.acknowledged())
        .setExplanation(AlertText.of(notice, origin.lastTime()))
        .build();
  }

  private static Double number(Expected expected, ToDoubleFunction<Expected> of) {
    return expected == null ? null : (Double) of.applyAsDouble(expected);
  }

  private static Map<String, Double> detectors(Map<Detector, Float> parts) {
    Map<String, Double> named = new TreeMap<>();
    parts.forEach(
        (detector, part) ->
            named.put(detector.name().toLowerCase(Locale.ROOT).replace('_', '-'), (double) part));
    return named;
  }

  private static String id(String series, int partition, Notice notice) {
    return series
        + "@"
        + partition
        + "-"
        + notice.openedOffset()
        + (notice.kind() == Kind.MISSING_DATA ? OF_MISSING_DATA : "");
  }

  /** What the id means, if it is one of an alert of that series in that partition. */
  static Optional<Meant> read(String id, String series, int partition) {
    if (!id.startsWith(series)) {
      return Optional.empty();
    }
    Matcher place = PLACE.matcher(id.substring(series.length()));
    if (!place.matches() || !place.group(1).equals(Integer.toString(partition))) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Meant(Long.parseLong(place.group(2)), place.group(3) != null));
    } catch (NumberFormatException e) {
      return Optional.empty(); // More than any offset.
    }
  }
}
