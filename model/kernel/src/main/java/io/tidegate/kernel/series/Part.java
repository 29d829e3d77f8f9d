package io.tidegate.kernel.series;

import java.util.Locale;

/**
 * The parts of the model that can be left out, to see what each is worth or to do without it. None
 * changes the layout of a series' state.
 */
public enum Part {
  /** The shared recurrent network. */
  LSTM,
  /** The shared linear weights on the newest rows and the usual values. */
  HIGHWAY,
  /** The usual value by time of day. */
  PROFILE,
  /** The second season on top of the profile. */
  SECOND_SEASON,
  /** What tells the network what kind of series it sees. */
  FINGERPRINT,
  /** The winsorised scale; a plain mean absolute deviation stands in. */
  ROBUST_SCALE,
  /** The series' own linear model over what is known at the origin. */
  STACK,
  /** The vote between model and simple forecasts. */
  VOTE,
  /** Known future values. */
  COVARIATES,
  /** The correction of interval widths by their own misses. */
  ADAPTIVE_INTERVALS;

  /** The word for it in configuration, such as {@code second-season}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The part of a {@link #word}.
   *
   * @throws IllegalArgumentException that lists the words, for any other
   */
  public static Part of(String word) {
    StringBuilder words = new StringBuilder();
    for (Part part : values()) {
      if (part.word().equals(word)) {
        return part;
      }
      words.append(words.isEmpty() ? "" : ", ").append(part.word());
    }
    throw new IllegalArgumentException("expected one of " + words + ", found " + word);
  }
}
