package io.tidegate.kernel.forecast;

/** Why an observation was counted and got no forecast. */
public enum CountReason {
  /** Its slot lies before the newest; it may have taken the place of a bridged value. */
  LATE,
  /** Its slot has an observed value. */
  DUPLICATE
}
