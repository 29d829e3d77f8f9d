package io.tidegate.stream.alerts;

import io.tidegate.schema.AlertEvent;
import java.util.Map;
import java.util.TreeMap;

/**
 * One alert as JSON, the same on the command line and over HTTP. Times are event times in
 * milliseconds since 1970, values in the series' unit; what is not known is null.
 *
 * @param state open or past
 * @param time of the newest event
 * @param resolved null while it is open
 * @param partition of the observations topic
 * @param newest what the last word was
 * @param raised what was last said of the incident itself, before it was over
 * @param events how many are known
 */
public record AlertDocument(
    String id,
    String series,
    String state,
    long opened,
    long time,
    Long resolved,
    int partition,
    Event newest,
    Event raised,
    int events) {

  /**
   * One event, as in the topic.
   *
   * @param detectors their scores by name
   */
  public record Event(
      String change,
      String kind,
      String severity,
      String direction,
      long time,
      long offset,
      int records,
      Double value,
      Double expected,
      Double low,
      Double high,
      Double score,
      Double falseAlarmsPerWeek,
      boolean calibrated,
      Map<String, Double> detectors,
      String modelName,
      long modelVersion,
      String resolution,
      boolean acknowledged,
      String explanation) {
    /** Of one event. */
    public static Event of(AlertEvent event) {
      return new Event(
          event.getChange().name(),
          event.getKind().name(),
          event.getSeverity().name(),
          event.getDirection().name(),
          event.getTime().toEpochMilli(),
          event.getSourceOffset(),
          event.getRecords(),
          finite(event.getValue()),
          finite(event.getExpected()),
          finite(event.getLow()),
          finite(event.getHigh()),
          finite(event.getScore()),
          finite(event.getFalseAlarmsPerWeek()),
          event.getCalibrated(),
          detectors(event),
          event.getModelName(),
          event.getModelVersion(),
          event.getResolution() == null ? null : event.getResolution().name(),
          event.getAcknowledged(),
          event.getExplanation());
    }

    private static Map<String, Double> detectors(AlertEvent event) {
      Map<String, Double> scores = new TreeMap<>();
      event
          .getDetectors()
          .forEach(
              (name, score) -> {
                if (Double.isFinite(score)) {
                  scores.put(name, score);
                }
              });
      return scores;
    }
  }

  /** Of one alert. */
  public static AlertDocument of(Alert alert) {
    return new AlertDocument(
        alert.id(),
        alert.series(),
        alert.isOpen() ? "OPEN" : "PAST",
        alert.opened(),
        alert.lastTime(),
        alert.resolved().orElse(null),
        alert.partition(),
        Event.of(alert.newest()),
        Event.of(alert.raised()),
        alert.events().size());
  }

  /** JSON has no word for NaN and the infinities. */
  private static Double finite(Double number) {
    return number != null && Double.isFinite(number) ? number : null;
  }
}
