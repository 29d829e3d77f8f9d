package io.tidegate.stream.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpResponseException;
import io.tidegate.stream.alerts.RefusedFeedbackException;
import io.tidegate.stream.models.RefusedOperationException;
import io.tidegate.stream.topology.ClusterException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every error as JSON with one member, {@code error}: a sentence. */
final class Errors {
  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  private Errors() {}

  static void add(RoutesConfig routes) {
    routes.exception(
        HttpResponseException.class,
        (e, context) -> context.status(e.getStatus()).json(error(e.getMessage())));
    routes.exception(
        RefusedOperationException.class,
        (e, context) -> context.status(statusOf(e.kind())).json(error(e.getMessage())));
    routes.exception(
        RefusedFeedbackException.class,
        (e, context) -> context.status(statusOf(e.kind())).json(error(e.getMessage())));
    routes.exception(
        ClusterException.class, (e, context) -> context.status(503).json(error(e.getMessage())));
    routes.exception(
        Exception.class,
        (e, context) -> {
          LOG.error("{} {} failed", context.method(), context.path(), e);
          context.status(500).json(error("Tidegate could not answer; its log says why."));
        });
  }

  private static int statusOf(RefusedOperationException.Kind kind) {
    return switch (kind) {
      case UNKNOWN_VERSION -> 404;
      case CONFLICT -> 409;
      case UNUSABLE_REASON -> 400;
    };
  }

  private static int statusOf(RefusedFeedbackException.Kind kind) {
    return switch (kind) {
      case UNUSABLE -> 400;
      case UNKNOWN -> 404;
      case OVER -> 409;
    };
  }

  private static Map<String, String> error(String sentence) {
    return Map.of("error", sentence);
  }
}
