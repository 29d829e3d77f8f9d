package io.tidegate.kernel.alert;

/** How an incident ended. */
public enum Resolution {
  /** The series is again as it was. */
  NORMAL,
  /** It stays different, and the series has adapted to it. */
  NEW_NORMAL,
  /** After missing data. */
  DATA_CAME_BACK,
  /** Somebody said that there was none. */
  FALSE_POSITIVE,
  /** Somebody said that it was to be expected, or switched the alerts of the series off. */
  EXPECTED,
  /** The series was silent for so long that it was forgotten. */
  EXPIRED,
  /** Somebody reset or forgot the series, or put another state in the place of its own. */
  SERIES_CHANGED
}
