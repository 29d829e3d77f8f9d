package io.tidegate.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What holds for a series by its name: the value of the first rule whose glob matches, else the
 * common one. In a glob, {@code *} is any run of characters and {@code ?} any one. Immutable,
 * thread-safe.
 *
 * @param <T> kind of value
 */
public final class GlobRules<T> {
  private record Rule<T>(Pattern name, T value) {}

  private final List<Rule<T>> rules;
  private final T common;

  private GlobRules(List<Rule<T>> rules, T common) {
    this.rules = List.copyOf(rules);
    this.common = common;
  }

  /**
   * Reads rules of the form GLOB=VALUE; an equals sign before the last belongs to the glob.
   *
   * @param expected the form in words, for errors
   * @param reader reads a value; throws IllegalArgumentException with a sentence about one that it
   *     cannot
   * @param common the value of every name that no glob matches
   * @throws IllegalArgumentException with a sentence about the rule that cannot be read
   */
  public static <T> GlobRules<T> of(
      List<String> rules, String expected, Function<String, T> reader, T common) {
    List<Rule<T>> read = new ArrayList<>();
    for (String rule : rules) {
      int equals = rule.lastIndexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("expected " + expected + ", found " + rule);
      }
      read.add(
          new Rule<>(
              glob(rule.substring(0, equals).strip()),
              reader.apply(rule.substring(equals + 1).strip())));
    }
    return new GlobRules<>(read, common);
  }

  /** True for the names that one of the globs matches. */
  public static GlobRules<Boolean> anyOf(List<String> globs) {
    return new GlobRules<>(
        globs.stream().map(glob -> new Rule<>(glob(glob.strip()), true)).toList(), false);
  }

  /** The value of the series called {@code name}. */
  public T valueOf(String name) {
    for (Rule<T> rule : rules) {
      if (rule.name.matcher(name).matches()) {
        return rule.value;
      }
    }
    return common;
  }

  private static Pattern glob(String glob) {
    StringBuilder regex = new StringBuilder();
    glob.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(c)));
              }
            });
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
