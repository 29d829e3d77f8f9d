package io.tidegate.kernel.alert;

/** What somebody says about the alerts of a series. */
public enum Said {
  /** They know of the open alert; it does not escalate any more. */
  ACKNOWLEDGED,
  /** There was no incident; the series' alerts become rarer for a while. */
  FALSE_POSITIVE,
  /** Until a time nothing about the series is to be alerted. */
  EXPECTED
}
