package io.tidegate.stream.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tidegate.stream.alerts.Alert;
import io.tidegate.stream.alerts.AlertDocument;
import java.util.List;

/** Alerts as JSON, as over HTTP. Times are milliseconds since 1970; what is not known is null. */
final class AlertsJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private AlertsJson() {}

  private record Listing(int total, List<AlertDocument> alerts) {}

  private record Shown(
      AlertDocument alert, List<AlertDocument.Event> events, List<AlertDocument> also) {}

  static String list(List<Alert> shown, int total) {
    return write(new Listing(total, shown.stream().map(AlertDocument::of).toList()));
  }

  static String show(Alert alert, List<Alert> also) {
    return write(
        new Shown(
            AlertDocument.of(alert),
            alert.events().stream().map(AlertDocument.Event::of).toList(),
            also.stream().map(AlertDocument::of).toList()));
  }

  private static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value) + System.lineSeparator();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
