package io.tidegate.stream.intake;

import java.util.function.Function;

/**
 * A field, and what it is to be called.
 *
 * @param name as given, or the path itself
 * @param given whether it was given
 */
record NamedPath(String name, boolean given, FieldPath path) {
  /** Reads PATH or NAME=PATH. */
  static NamedPath of(String text, Function<String, FieldPath> reader) {
    int equals = text.indexOf('=');
    return equals < 1
        ? new NamedPath(text, false, reader.apply(text))
        : new NamedPath(
            text.substring(0, equals).strip(),
            true,
            reader.apply(text.substring(equals + 1).strip()));
  }
}
