package io.tidegate.kernel.alert;

/** What kind of incident it is, as far as can be told. */
public enum Kind {
  /** A few values far from all around them. */
  SPIKE,
  /** The values stay at another level. */
  LEVEL_SHIFT,
  /** They scatter more. */
  VARIANCE_CHANGE,
  /** One value over and over, as of a sensor that is stuck. */
  FLAT_LINE,
  /** No value when one was due. */
  MISSING_DATA,
  /** Usual values, but not at this time. */
  SEASONAL_MISFIT,
  /** Outside what the series can be. */
  OUT_OF_RANGE;

  /** Whether the values lie on one side of what was expected. */
  public boolean hasDirection() {
    return this == SPIKE || this == LEVEL_SHIFT || this == SEASONAL_MISFIT || this == OUT_OF_RANGE;
  }
}
