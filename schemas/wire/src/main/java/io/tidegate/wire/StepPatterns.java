package io.tidegate.wire;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The sampling interval of a series by its name: the first pattern that matches wins, else the
 * common one. Immutable, thread-safe.
 */
public final class StepPatterns {
  /** Word that stands for "find it from the first observations". */
  public static final String AUTO = "auto";

  private record Rule(Pattern name, long stepMillis) {}

  private final List<Rule> rules;
  private final long common;

  private StepPatterns(List<Rule> rules, long common) {
    this.rules = rules;
    this.common = common;
  }

  /**
   * Reads the two configuration values.
   *
   * @param step {@value #AUTO} or an ISO-8601 duration of whole milliseconds
   * @param patterns GLOB=DURATION each; in a glob, {@code *} is any run of characters, {@code ?}
   *     any one
   * @throws IllegalArgumentException with a sentence about the entry that cannot be read
   */
  public static StepPatterns of(String step, List<String> patterns) {
    List<Rule> rules = new ArrayList<>();
    for (String pattern : patterns) {
      int equals = pattern.lastIndexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("expected GLOB=DURATION, found " + pattern);
      }
      rules.add(
          new Rule(
              glob(pattern.substring(0, equals).strip()),
              millis(pattern.substring(equals + 1).strip())));
    }
    return new StepPatterns(List.copyOf(rules), millis(step));
  }

  /** The step of {@code series} in milliseconds; 0 where it is to be found. */
  public long stepMillis(String series) {
    for (Rule rule : rules) {
      if (rule.name.matcher(series).matches()) {
        return rule.stepMillis;
      }
    }
    return common;
  }

  private static long millis(String text) {
    if (text.equals(AUTO)) {
      return 0;
    }
    Duration step;
    long millis;
    try {
      step = Duration.parse(text);
      millis = step.toMillis();
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "expected " + AUTO + " or an ISO-8601 duration such as PT10M, found " + text, e);
    }
    if (millis < 1 || !step.equals(Duration.ofMillis(millis))) {
      throw new IllegalArgumentException(
          "a step is a positive number of whole milliseconds, found " + text);
    }
    return millis;
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
