package io.tidegate.stream.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.tidegate.schema.AlertFeedback;
import io.tidegate.stream.alerts.Alert;
import io.tidegate.stream.alerts.AlertFilter;
import io.tidegate.stream.alerts.Feedback;
import io.tidegate.stream.alerts.FeedbackDesk;
import io.tidegate.stream.alerts.RefusedFeedbackException;
import io.tidegate.stream.view.LatestForecast;
import io.tidegate.stream.view.LiveView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * What people say about alerts. Everything here changes something, so each is guarded; it is
 * written to the observations topic and takes effect when the stream reads it there.
 */
final class FeedbackRoutes {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Set<String> MEMBERS = Set.of("feedback", "until", "by", "comment");

  private final LiveView view;
  private final FeedbackDesk desk;
  private final WriteGuard guard;

  FeedbackRoutes(LiveView view, FeedbackDesk desk, WriteGuard guard) {
    this.view = view;
    this.desk = desk;
    this.guard = guard;
  }

  /** {@code alert} is null where whichever is open is meant; {@code until} but for expected. */
  private record Written(
      String series,
      String alert,
      String feedback,
      Long until,
      long time,
      int partition,
      long offset) {}

  void add(RoutesConfig routes) {
    routes.post("/api/alerts/{id}/feedback", this::aboutAlert);
    routes.post("/api/series/{key}/feedback", this::aboutSeries);
  }

  private void aboutAlert(Context context) {
    guard.require(context);
    Feedback feedback = feedback(context);
    Alert alert = AlertRoutes.find(view, context.pathParam("id"));
    answer(context, desk.about(alert, feedback, newest(alert.series())));
  }

  private void aboutSeries(Context context) {
    guard.require(context);
    Feedback feedback = feedback(context);
    String key = context.pathParam("key");
    Optional<LatestForecast> forecast = view.forecast(key);
    List<Alert> alerts =
        view.alerts(AlertFilter.ALL).stream().filter(one -> one.series().equals(key)).toList();
    if (forecast.isEmpty() && alerts.isEmpty()) {
      throw new RefusedFeedbackException(
          RefusedFeedbackException.Kind.UNKNOWN,
          "No series "
              + key
              + " is in view; /api/series lists those that are, and tidegate alerts expect --series"
              + " writes about any.");
    }
    OptionalInt partition =
        forecast.map(one -> OptionalInt.of(one.sourcePartition())).orElseGet(OptionalInt::empty);
    answer(context, desk.about(key, alerts, partition, feedback, newest(key)));
  }

  private OptionalLong newest(String series) {
    return view.forecast(series)
        .map(forecast -> OptionalLong.of(forecast.origin()))
        .orElseGet(OptionalLong::empty);
  }

  private static void answer(Context context, FeedbackDesk.Written written) {
    Instant until = written.event().getUntil();
    context
        .status(202)
        .json(
            new Written(
                written.series(),
                written.event().getAlert(),
                AlertFilter.inWords(written.event().getFeedback()),
                until == null ? null : (Long) until.toEpochMilli(),
                written.event().getTime().toEpochMilli(),
                written.place().partition(),
                written.place().offset()));
  }

  private static Feedback feedback(Context context) {
    JsonNode body = body(context);
    String said = text(body, "feedback");
    if (said.isEmpty()) {
      throw noBody();
    }
    try {
      return new Feedback(
          AlertFilter.word("feedback", said, AlertFeedback.values()),
          until(body.path("until")),
          text(body, "by"),
          text(body, "comment"));
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(e.getMessage() + ".");
    }
  }

  private static Optional<Instant> until(JsonNode given) {
    if (given.isMissingNode() || given.isNull()) {
      return Optional.empty();
    }
    if (given.isTextual() || given.canConvertToLong()) {
      return Optional.of(Feedback.time(given.asText()));
    }
    throw new BadRequestResponse("until: expected a time, found " + given + ".");
  }

  private static String text(JsonNode body, String name) {
    JsonNode given = body.path(name);
    if (given.isMissingNode() || given.isNull()) {
      return "";
    }
    if (!given.isTextual()) {
      throw new BadRequestResponse(name + ": expected a text, found " + given + ".");
    }
    return given.asText();
  }

  private static JsonNode body(Context context) {
    JsonNode body;
    try {
      body = MAPPER.readTree(context.body());
    } catch (JsonProcessingException e) {
      throw noBody();
    }
    if (body == null || !body.isObject()) {
      throw noBody();
    }
    Set<String> unknown = new TreeSet<>();
    body.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(MEMBERS);
    if (!unknown.isEmpty()) {
      throw new BadRequestResponse(
          "Unknown: " + String.join(", ", unknown) + "; expected feedback, until, by, comment.");
    }
    return body;
  }

  private static BadRequestResponse noBody() {
    return new BadRequestResponse(
        "Expected a JSON object such as {\"feedback\": \"acknowledged\", \"by\": \"a name\"}; or"
            + " false-positive, or expected with until.");
  }
}
