package io.tidegate.stream.http;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.tidegate.stream.alerts.AlertFilter;
import java.util.Optional;

/** Words in queries; one that is empty is one that is absent. */
final class Query {
  private Query() {}

  /** The query parameter {@code name} without spaces around it. */
  static Optional<String> text(Context context, String name) {
    return Optional.ofNullable(context.queryParam(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /** The same as one of {@code words}, whatever the case; another is a bad request. */
  static <E extends Enum<E>> Optional<E> word(Context context, String name, E[] words) {
    try {
      return text(context, name).map(text -> AlertFilter.word(name, text, words));
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(e.getMessage() + ".");
    }
  }
}
