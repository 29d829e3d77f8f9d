package io.tidegate.kernel.alert;

/** Which surprises may alert; what has no direction alerts under each. */
public enum Side {
  /** All. */
  BOTH,
  /** Values above what was expected. */
  RISE,
  /** Values below what was expected. */
  DROP;

  boolean admits(boolean above) {
    return this == BOTH || (this == RISE) == above;
  }
}
