package io.tidegate.kernel.alert;

/** Tells kinds of incidents apart, by what is known of one so far. */
final class Kinds {
  private static final double PERSISTS = 0.3;
  private static final int FEW = 3;
  private static final double BOTH_SIDES = 0.25;

  private Kinds() {}

  static Kind of(Incident incident) {
    Figures figures = incident.figures;
    if (incident.beyondLimits) {
      return Kind.OUT_OF_RANGE;
    }
    if (incident.stuck) {
      return Kind.FLAT_LINE;
    }
    if (figures.records() > FEW && figures.persistence() >= PERSISTS) {
      return incident.misfits() ? Kind.SEASONAL_MISFIT : Kind.LEVEL_SHIFT;
    }
    if ((incident.scattered && figures.above() + figures.below() > 1) || scatters(figures)) {
      return Kind.VARIANCE_CHANGE;
    }
    return incident.farthestOut >= RangeDetector.A_WIDTH_OUTSIDE ? Kind.OUT_OF_RANGE : Kind.SPIKE;
  }

  private static boolean scatters(Figures figures) {
    int most = Math.max(figures.above(), figures.below());
    int least = Math.min(figures.above(), figures.below());
    return most + least > FEW && least >= BOTH_SIDES * most;
  }
}
