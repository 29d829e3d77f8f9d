package io.tidegate.kernel.alert;

/** What a value can be surprising by. */
public enum Detector {
  /** It lies outside of all values so far. */
  RANGE,
  /** It is far from what is usual at this hour, of a working day or of a weekend. */
  SEASONAL,
  /** The mean of the last values is far from the level of the series. */
  LEVEL,
  /** The last 36 values together look like nothing before. */
  FAST_SHAPE,
  /** The last 48 values together look like nothing before. */
  SLOW_SHAPE,
  /** It is far from what was forecast for it. */
  FORECAST,
  /** The last values scatter more around what was forecast for them. */
  SCATTER,
  /** It is the same as all of the last values. */
  REPEATS
}
