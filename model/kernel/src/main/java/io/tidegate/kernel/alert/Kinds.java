package io.tidegate.kernel.alert;

/** Tells kinds of incidents apart. */
final class Kinds {
  private static final int LASTING = 10;

  private Kinds() {}

  static Kind of(Incident incident) {
    if (incident.beyondLimits) {
      return Kind.OUT_OF_RANGE;
    }
    return incident.age - incident.calm >= LASTING ? Kind.LEVEL_SHIFT : Kind.SPIKE;
  }

  static Resolution resolution(Incident incident) {
    return incident.old() ? Resolution.NEW_NORMAL : Resolution.NORMAL;
  }
}
