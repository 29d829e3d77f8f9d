package io.tidegate.stream.delivery;

import io.tidegate.schema.AlertChange;
import io.tidegate.schema.AlertEvent;
import io.tidegate.stream.alerts.AlertFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Alerts as Alertmanager's API v2 wants them. It knows an alert by its labels, and severity and
 * kind, by which it routes, may change during an incident: then those posted before end at the
 * moment at which the new ones begin.
 */
final class AlertmanagerFormat {
  private final PageLinks links;
  private final Duration life;

  /** One alert of the API. */
  record Posted(
      Map<String, String> labels,
      Map<String, String> annotations,
      String startsAt,
      String endsAt,
      String generatorURL) {}

  /**
   * @param life how long after the last word an open alert ends by itself
   */
  AlertmanagerFormat(PageLinks links, Duration life) {
    this.links = links;
    this.life = life;
  }

  /**
   * What is to be posted of an alert.
   *
   * @param before its earlier events, as far as they are known
   * @param event what is to be told
   * @param now wall-clock time
   */
  List<Posted> of(String series, List<AlertEvent> before, AlertEvent event, Instant now) {
    Map<String, String> labels = labels(series, event);
    Set<Map<String, String>> former = new LinkedHashSet<>();
    before.forEach(earlier -> former.add(labels(series, earlier)));
    former.remove(labels);
    List<Posted> posted = new ArrayList<>();
    former.forEach(old -> posted.add(posted(old, event, now)));
    posted.add(posted(labels, event, end(event, now)));
    return posted;
  }

  /** An end to come means that it is firing; event time may be ahead of the wall clock. */
  private Instant end(AlertEvent event, Instant now) {
    if (event.getChange() != AlertChange.RESOLVED) {
      return now.plus(life);
    }
    return event.getTime().isBefore(now) ? event.getTime() : now;
  }

  private Posted posted(Map<String, String> labels, AlertEvent event, Instant end) {
    Instant start = event.getOpened().isBefore(end) ? event.getOpened() : end;
    return new Posted(
        labels, annotations(event), start.toString(), end.toString(), links.alert(event.getId()));
  }

  private static Map<String, String> labels(String series, AlertEvent event) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("alertname", "Tidegate");
    labels.put("series", series);
    labels.put("severity", AlertFilter.inWords(event.getSeverity()));
    labels.put("kind", AlertFilter.inWords(event.getKind()));
    labels.put("alert", event.getId());
    return labels;
  }

  private static Map<String, String> annotations(AlertEvent event) {
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put("summary", event.getExplanation());
    put(annotations, "value", event.getValue());
    put(annotations, "expected", event.getExpected());
    put(annotations, "low", event.getLow());
    put(annotations, "high", event.getHigh());
    put(annotations, "false_alarms_per_week", event.getFalseAlarmsPerWeek());
    annotations.put("calibrated", Boolean.toString(event.getCalibrated()));
    annotations.put("acknowledged", Boolean.toString(event.getAcknowledged()));
    annotations.put("model", event.getModelName() + "/" + event.getModelVersion());
    if (event.getResolution() != null) {
      annotations.put("resolution", AlertFilter.inWords(event.getResolution()));
    }
    return annotations;
  }

  private static void put(Map<String, String> into, String name, Double value) {
    if (value != null && Double.isFinite(value)) {
      into.put(name, String.format(Locale.ROOT, "%.6g", value));
    }
  }
}
