package io.tidegate.trainer.alerts;

import io.tidegate.kernel.alert.Kind;
import java.util.Locale;
import java.util.SplittableRandom;

/** What is planted; sizes are in standard deviations of the noise. */
public enum PlantedIncident {
  /** Nothing at all: what is found is a false alarm. */
  NONE(null, 1, false),
  /** One value is off by the size. */
  SPIKE(Kind.SPIKE, 1, true),
  /** All values from then on are off by the size. */
  LEVEL_SHIFT(Kind.LEVEL_SHIFT, PlantedSettings.AFTER, true),
  /** Noise of the size comes on top. */
  VARIANCE_CHANGE(Kind.VARIANCE_CHANGE, 150, true),
  /** The day is late by so much that its values are off by the size at the most. */
  SEASONAL_MISFIT(Kind.SEASONAL_MISFIT, Background.ROWS_PER_DAY, true),
  /**
   * One value, beyond a limit of the rules by the size in every other series; in the rest beyond
   * all values before by their range and the size.
   */
  OUT_OF_RANGE(Kind.OUT_OF_RANGE, 1, true),
  /** The value of the moment stays. */
  FLAT_LINE(Kind.FLAT_LINE, 60, false),
  /** There are no values. */
  MISSING_DATA(Kind.MISSING_DATA, 60, false),
  /**
   * Every third value or so is off by the size, up or down: it crosses the threshold many times.
   */
  STORM(Kind.VARIANCE_CHANGE, 150, true);

  private static final double HIT = 0.35;

  private final Kind kind;
  private final int rows;
  private final boolean sized;

  PlantedIncident(Kind kind, int rows, boolean sized) {
    this.kind = kind;
    this.rows = rows;
    this.sized = sized;
  }

  /** What an alert of it should be called; null of nothing. */
  public Kind kind() {
    return kind;
  }

  /** Rows that it lasts. */
  public int rows() {
    return rows;
  }

  /** Whether it comes in sizes. */
  public boolean sized() {
    return sized;
  }

  /** For people. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  boolean suits(Background background) {
    return this != SEASONAL_MISFIT || background == Background.SEASONAL;
  }

  /**
   * Plants it into the rows from {@code start} on.
   *
   * @param beyond what no value may reach, for {@link #OUT_OF_RANGE}
   */
  void plant(
      double[] values,
      int start,
      double size,
      Background background,
      double beyond,
      SplittableRandom random) {
    double sign = random.nextBoolean() ? 1 : -1;
    double lateRows =
        Background.ROWS_PER_DAY
            * StrictMath.asin(Math.min(1, size / (2 * Background.AMPLITUDE)))
            / Math.PI;
    for (int row = start; row < start + rows; row++) {
      switch (this) {
        case SPIKE, LEVEL_SHIFT -> values[row] += sign * size;
        case VARIANCE_CHANGE -> values[row] += size * random.nextGaussian();
        case SEASONAL_MISFIT ->
            values[row] += background.usual(row - lateRows) - background.usual(row);
        case OUT_OF_RANGE -> values[row] = beyond + size;
        case FLAT_LINE -> values[row] = values[start];
        case STORM -> {
          boolean hit = row == start || random.nextDouble() < HIT;
          values[row] += hit ? (random.nextBoolean() ? size : -size) : 0;
        }
        case NONE, MISSING_DATA -> {}
      }
    }
  }
}
