package io.tidegate.stream.http;

import io.javalin.config.RoutesConfig;
import java.util.Map;

/**
 * Headers of every answer: a page may load from here only, run no inline code, be framed nowhere.
 */
final class SecurityHeaders {
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
              + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin");

  private SecurityHeaders() {}

  static void add(RoutesConfig routes) {
    routes.before(context -> HEADERS.forEach(context::header));
    for (String live : new String[] {"/api/*", "/health/*", "/metrics"}) {
      routes.before(live, context -> context.header("Cache-Control", "no-store"));
    }
  }
}
