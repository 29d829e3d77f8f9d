package io.tidegate.wire;

import java.time.DateTimeException;
import java.time.Duration;

/**
 * How each series is to be seen, by its name. Immutable, thread-safe.
 *
 * @param steps sampling interval in milliseconds; 0 where it is to be found
 * @param seasons length of the season in milliseconds; {@link #AUTO_SEASON} where it follows from
 *     step and data, {@link #NO_SEASON} where there is none
 * @param nonNegative whether a value below zero makes no sense
 */
public record SeriesRules(
    GlobRules<Long> steps, GlobRules<Long> seasons, GlobRules<Boolean> nonNegative) {
  /** Word that stands for "find it". */
  public static final String AUTO = "auto";

  /** Word that stands for "no season". */
  public static final String NONE = "none";

  /** A season that follows from step and data. */
  public static final long AUTO_SEASON = -1;

  /** No season. */
  public static final long NO_SEASON = 0;

  /** The step of {@code series} in milliseconds; 0 where it is to be found. */
  public long stepMillis(String series) {
    return steps.valueOf(series);
  }

  /** The season of {@code series}: {@link #AUTO_SEASON}, {@link #NO_SEASON} or milliseconds. */
  public long seasonMillis(String series) {
    return seasons.valueOf(series);
  }

  /** Whether {@code series} is never below zero. */
  public boolean isNonNegative(String series) {
    return nonNegative.valueOf(series);
  }

  /** Reads {@value #AUTO} or an ISO-8601 duration of whole milliseconds. */
  static long step(String text) {
    return text.equals(AUTO)
        ? 0
        : millis(text, "a step", AUTO + " or an ISO-8601 duration such as PT10M");
  }

  /** Reads {@value #AUTO}, {@value #NONE} or an ISO-8601 duration of whole milliseconds. */
  static long season(String text) {
    return switch (text) {
      case AUTO -> AUTO_SEASON;
      case NONE -> NO_SEASON;
      default ->
          millis(text, "a season", AUTO + ", " + NONE + " or an ISO-8601 duration such as P7D");
    };
  }

  private static long millis(String text, String what, String expected) {
    Duration duration;
    long millis;
    try {
      duration = Duration.parse(text);
      millis = duration.toMillis();
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("expected " + expected + ", found " + text, e);
    }
    if (millis < 1 || !duration.equals(Duration.ofMillis(millis))) {
      throw new IllegalArgumentException(
          what + " is a positive number of whole milliseconds, found " + text);
    }
    return millis;
  }
}
