package io.tidegate.stream.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpResponseException;
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
        (e, context) -> context.status(e.getStatus()).json(Map.of("error", e.getMessage())));
    routes.exception(
        Exception.class,
        (e, context) -> {
          LOG.error("{} {} failed", context.method(), context.path(), e);
          context.status(500).json(Map.of("error", "Tidegate could not answer; its log says why."));
        });
  }
}
