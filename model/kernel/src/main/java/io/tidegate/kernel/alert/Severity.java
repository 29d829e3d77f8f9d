package io.tidegate.kernel.alert;

/** How bad an incident is; ascending. */
public enum Severity {
  /** Worth a look. */
  INFO,
  /** Worth a look today. */
  WARNING,
  /** Worth getting up for. */
  CRITICAL
}
