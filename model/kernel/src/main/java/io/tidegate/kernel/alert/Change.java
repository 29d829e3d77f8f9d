package io.tidegate.kernel.alert;

/** What a notice says of its incident. */
public enum Change {
  /** The first that is told of it. */
  OPENED,
  /** It is more severe than was told before. */
  ESCALATED,
  /** It is over; the last that is told of it. */
  RESOLVED
}
