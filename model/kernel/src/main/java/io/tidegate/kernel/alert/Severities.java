package io.tidegate.kernel.alert;

/**
 * Names of the three classes of size: an incident as rare as was asked for, ten times as rare, a
 * hundred times as rare. One that lasts rises by a class or two.
 */
public record Severities(Severity first, Severity second, Severity third) {
  /** {@code INFO}, {@code WARNING}, {@code CRITICAL}. */
  public static final Severities USUAL =
      new Severities(Severity.INFO, Severity.WARNING, Severity.CRITICAL);

  static final int CLASSES = 3;

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if they descend
   */
  public Severities {
    if (first.compareTo(second) > 0 || second.compareTo(third) > 0) {
      throw new IllegalArgumentException(
          "expected severities that ascend, found " + first + ", " + second + ", " + third);
    }
  }

  Severity of(int sizeClass) {
    return sizeClass == 0 ? first : sizeClass == 1 ? second : third;
  }
}
