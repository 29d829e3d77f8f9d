package io.tidegate.kernel.series;

import io.tidegate.kernel.model.Size;

/**
 * What a user says about a series.
 *
 * @param stepMillis sampling interval in milliseconds; 0 to find it
 * @param seasonMillis length of the season in milliseconds; {@value #AUTO}: a day, or what is found
 *     in the rows where a day is of no use; 0: none
 * @param nonNegative whether no value can be below zero: then no forecast is
 * @param size how much is kept
 */
public record SeriesSettings(long stepMillis, long seasonMillis, boolean nonNegative, Size size) {
  /** Season by the step. */
  public static final long AUTO = -1;

  /**
   * Checks.
   *
   * @throws IllegalArgumentException for a negative step, or a season that is no length
   */
  public SeriesSettings {
    if (stepMillis < 0 || seasonMillis < AUTO) {
      throw new IllegalArgumentException(
          "step and season are lengths in milliseconds, found " + stepMillis + ", " + seasonMillis);
    }
  }

  /** The usual ones for a series of a step in milliseconds; 0 to find it. */
  public static SeriesSettings of(long stepMillis) {
    return new SeriesSettings(stepMillis, AUTO, false, Size.STANDARD);
  }
}
