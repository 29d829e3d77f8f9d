package io.tidegate.kernel.alert;

/** On which side of what was expected the values lie. */
public enum Direction {
  /** The kind of incident has no direction. */
  NONE,
  /** They are larger. */
  ABOVE,
  /** They are smaller. */
  BELOW
}
