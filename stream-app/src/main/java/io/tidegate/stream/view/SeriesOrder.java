package io.tidegate.stream.view;

import java.util.Comparator;

/** In what order series are listed: by name, or what wants looking at first. */
public enum SeriesOrder {
  /** By name. */
  NAME,
  /** The largest error first, beside that of "as it was"; those without one last. */
  ERROR,
  /** The interval that held least first; those without reports last. */
  COVERAGE,
  /** The most open alerts first. */
  ALERTS,
  /** Those that lie farthest behind first. */
  LAG;

  /** The order itself; those that stand alike are in the order of their names. */
  public Comparator<SeriesStanding> comparator() {
    return Comparator.comparingDouble(this::place).thenComparing(one -> one.series().key());
  }

  /** The least comes first. */
  private double place(SeriesStanding one) {
    return switch (this) {
      case NAME -> 0;
      case ERROR -> last(-one.error());
      case COVERAGE -> last(one.coverage());
      case ALERTS -> -one.openAlerts();
      case LAG -> -one.lagMillis();
    };
  }

  private static double last(double number) {
    return Double.isNaN(number) ? Double.POSITIVE_INFINITY : number;
  }
}
