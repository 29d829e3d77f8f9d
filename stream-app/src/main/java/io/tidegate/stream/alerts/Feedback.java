package io.tidegate.stream.alerts;

import io.tidegate.schema.AlertFeedback;
import io.tidegate.schema.FeedbackEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What somebody says about alerts, checked. Immutable.
 *
 * @param said what
 * @param until event time up to which the series is expected to be unusual; only, and always, with
 *     {@link AlertFeedback#EXPECTED}
 * @param by who says it, as they call themselves
 * @param comment whatever else they say
 */
public record Feedback(AlertFeedback said, Optional<Instant> until, String by, String comment) {
  /** Longest name of who says it. */
  public static final int LONGEST_NAME = 100;

  /** Longest comment. */
  public static final int LONGEST_COMMENT = 500;

  private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

  /**
   * Checks.
   *
   * @throws RefusedFeedbackException if it cannot be kept
   */
  public Feedback {
    by = text("by", by, LONGEST_NAME);
    comment = text("comment", comment, LONGEST_COMMENT);
    if (said == AlertFeedback.EXPECTED && until.isEmpty()) {
      throw unusable("until is missing: expected with it the event time up to which");
    }
    if (said != AlertFeedback.EXPECTED && until.isPresent()) {
      throw unusable("until goes with expected only; leave it out, or say expected");
    }
    if (until.filter(time -> time.isBefore(FIRST) || time.isAfter(LAST)).isPresent()) {
      throw unusable("until: expected a time from 1900 to 2200, found " + until.get());
    }
  }

  /**
   * Checks that {@code until} is ahead of the series.
   *
   * @param newest event time of the series' newest observation in milliseconds, where known
   * @throws RefusedFeedbackException if it is not
   */
  void requireAhead(OptionalLong newest) {
    if (until.isPresent()
        && newest.isPresent()
        && until.get().toEpochMilli() <= newest.getAsLong()) {
      throw unusable(
          "until: expected a time after the series' newest observation ("
              + Instant.ofEpochMilli(newest.getAsLong())
              + "), found "
              + until.get());
    }
  }

  /** As it is written; {@code alert} null for whichever is open. */
  FeedbackEvent event(String alert, Instant now) {
    return FeedbackEvent.newBuilder()
        .setFeedback(said)
        .setAlert(alert)
        .setUntil(until.orElse(null))
        .setTime(now)
        .setBy(by)
        .setComment(comment)
        .build();
  }

  /**
   * Reads a time: ISO-8601 with a zone, or milliseconds since 1970.
   *
   * @throws RefusedFeedbackException if it is neither
   */
  public static Instant time(String text) {
    try {
      return text.strip().matches("-?\\d{1,18}")
          ? Instant.ofEpochMilli(Long.parseLong(text.strip()))
          : OffsetDateTime.parse(text.strip()).toInstant();
    } catch (DateTimeException e) {
      throw unusable(
          "until: expected a time such as 2026-01-31T18:00:00Z, or milliseconds since 1970, found "
              + text);
    }
  }

  private static String text(String name, String given, int longest) {
    String stripped = given.strip().replaceAll("\\p{Cntrl}+", " ");
    if (stripped.length() > longest) {
      throw unusable(
          name + " has " + stripped.length() + " characters, expected at most " + longest);
    }
    return stripped;
  }

  private static RefusedFeedbackException unusable(String sentence) {
    return new RefusedFeedbackException(RefusedFeedbackException.Kind.UNUSABLE, sentence);
  }
}
