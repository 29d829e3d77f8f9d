package io.tidegate.stream.http;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.tidegate.stream.alerts.Alert;
import java.util.Optional;

/**
 * A place in the list of alerts, the newest first: after every alert that opened later than {@code
 * time}, and of those that opened at it after {@code id}. As a text TIME, or TIME,ID: many series
 * may alert at the same moment.
 */
record AlertPlace(long time, Optional<String> id) {

  /** The place that the query parameter {@code before} names; empty if there is none. */
  static Optional<AlertPlace> before(Context context) {
    return Optional.ofNullable(context.queryParam("before")).map(AlertPlace::of);
  }

  private static AlertPlace of(String text) {
    int comma = text.indexOf(',');
    try {
      return comma < 0
          ? new AlertPlace(Long.parseLong(text), Optional.empty())
          : new AlertPlace(
              Long.parseLong(text.substring(0, comma)), Optional.of(text.substring(comma + 1)));
    } catch (NumberFormatException e) {
      throw new BadRequestResponse(
          "before must be a time in milliseconds, or what an answer before has as next, not "
              + text
              + ".");
    }
  }

  /** The place right after {@code alert}. */
  static AlertPlace of(Alert alert) {
    return new AlertPlace(alert.opened(), Optional.of(alert.id()));
  }

  String text() {
    return time + id.map(one -> "," + one).orElse("");
  }

  /** Whether {@code alert} comes after this place. */
  boolean isBefore(Alert alert) {
    return alert.opened() < time
        || (alert.opened() == time && id.isPresent() && alert.id().compareTo(id.get()) > 0);
  }
}
