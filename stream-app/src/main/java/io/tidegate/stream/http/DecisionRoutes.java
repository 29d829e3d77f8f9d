package io.tidegate.stream.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.tidegate.stream.models.ModelChange;
import io.tidegate.stream.models.ModelOperation;
import io.tidegate.stream.models.ModelOperations;
import java.util.OptionalLong;
import java.util.function.Function;

/** Decisions about versions by hand. Everything here changes something, so each is guarded. */
final class DecisionRoutes {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ModelOperations operations;
  private final WriteGuard guard;

  DecisionRoutes(ModelOperations operations, WriteGuard guard) {
    this.operations = operations;
    this.guard = guard;
  }

  /** {@code champion} is in force now, {@code before} was; {@code sentence} says what was done. */
  private record Decided(
      String decision, long champion, long before, boolean pinned, long time, String sentence) {}

  void add(RoutesConfig routes) {
    post(routes, "/api/models/{version}/promote", c -> new ModelOperation.Promote(version(c)));
    post(
        routes,
        "/api/models/{version}/pin",
        c -> new ModelOperation.Pin(OptionalLong.of(version(c))));
    post(routes, "/api/models/rollback", c -> new ModelOperation.Rollback(OptionalLong.empty()));
    post(routes, "/api/models/unpin", c -> new ModelOperation.Unpin());
  }

  private void post(RoutesConfig routes, String path, Function<Context, ModelOperation> operation) {
    routes.post(
        path,
        context -> {
          guard.require(context);
          decide(context, operation.apply(context));
        });
  }

  private void decide(Context context, ModelOperation operation) {
    ModelOperations.Outcome outcome = operations.decide(operation, reason(context), change -> {});
    ModelChange change = outcome.change();
    context.json(
        new Decided(
            change.decision().name(),
            change.champion(),
            change.before().champion(),
            change.pinned(),
            outcome.event().getTime().toEpochMilli(),
            change.sentence()));
  }

  private static long version(Context context) {
    String text = context.pathParam("version");
    try {
      long version = Long.parseLong(text);
      if (version >= 0) {
        return version;
      }
    } catch (NumberFormatException e) {
      throw noVersion(text);
    }
    throw noVersion(text);
  }

  private static BadRequestResponse noVersion(String text) {
    return new BadRequestResponse("A version is a whole number from 0 on, not " + text + ".");
  }

  private static String reason(Context context) {
    try {
      JsonNode body = MAPPER.readTree(context.body());
      JsonNode reason = body == null ? null : body.get("reason");
      if (body != null && body.isObject() && (reason == null || reason.isTextual())) {
        return reason == null ? "" : reason.asText();
      }
    } catch (JsonProcessingException e) {
      throw noBody();
    }
    throw noBody();
  }

  private static BadRequestResponse noBody() {
    return new BadRequestResponse("Expected a JSON object such as {\"reason\": \"a sentence\"}.");
  }
}
