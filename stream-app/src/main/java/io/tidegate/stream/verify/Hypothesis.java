package io.tidegate.stream.verify;

import io.tidegate.kernel.forecast.KnownFuture;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A forecast that is asked for as it would have been.
 *
 * @param series its name
 * @param partition of the observations topic that the series is in; empty: the one that Kafka's
 *     producers choose by the key
 * @param at the offset of the last record that is to be known; empty: the last that is processed
 * @param time instead: before the first observation of the series that is later
 * @param model the version that makes the forecast: at the last observation the series swaps to it,
 *     as after a promotion; empty: the one that was in use
 * @param without so many of the series' newest observations are left out
 * @param known covariates that are told ahead before the last observation; their offsets do not
 *     count
 */
public record Hypothesis(
    String series,
    OptionalInt partition,
    OptionalLong at,
    Optional<Instant> time,
    OptionalLong model,
    int without,
    List<KnownFuture> known) {
  /** Most observations that can be left out. */
  public static final int MOST_WITHOUT = 10_000;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException in one sentence, for what cannot be asked
   */
  public Hypothesis {
    known = List.copyOf(known);
    if (at.isPresent() && time.isPresent()) {
      throw new IllegalArgumentException("expected an offset or a time, found both");
    }
    if (without < 0 || without > MOST_WITHOUT) {
      throw new IllegalArgumentException(
          "expected 0 to " + MOST_WITHOUT + " points to leave out, found " + without);
    }
  }

  /**
   * As people write it down.
   *
   * @param at an offset, a time, or null
   * @param covariates as {@link KnownFutures} reads them, or null
   * @throws IllegalArgumentException in one sentence, for what cannot be asked
   */
  public static Hypothesis of(
      String series,
      OptionalInt partition,
      String at,
      OptionalLong model,
      int without,
      String covariates) {
    boolean offset = at != null && at.strip().matches("\\d{1,18}");
    return new Hypothesis(
        series,
        partition,
        offset ? OptionalLong.of(Long.parseLong(at.strip())) : OptionalLong.empty(),
        at == null || offset ? Optional.empty() : Optional.of(time(at)),
        model,
        without,
        covariates == null ? List.of() : KnownFutures.parse(covariates));
  }

  /**
   * Reads a time: ISO-8601 with a zone, or milliseconds since 1970 where no offset can be meant.
   */
  static Instant time(String text) {
    try {
      return text.strip().matches("-?\\d{1,18}")
          ? Instant.ofEpochMilli(Long.parseLong(text.strip()))
          : OffsetDateTime.parse(text.strip()).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "expected an offset or a time such as 2026-01-31T18:00:00Z, found " + text, e);
    }
  }

  /** The forecast as it stands. */
  public static Hypothesis now(String series) {
    return new Hypothesis(
        series,
        OptionalInt.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        0,
        List.of());
  }

  /** Whether what is asked for is what was, and not what might have been. */
  boolean happened() {
    return model.isEmpty() && without == 0 && known.isEmpty();
  }
}
