package io.tidegate.kernel.forecast;

import io.tidegate.kernel.series.Part;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;

/**
 * What a forecaster needs to know besides the weights.
 *
 * @param zone of the calendar features
 * @param bridgeLimit most missing slots that are filled in; beyond it a series starts cold
 * @param graceSteps how many steps back a late value may take the place of a bridged one
 * @param without parts of the model that are left out
 */
public record ForecasterSettings(ZoneId zone, int bridgeLimit, int graceSteps, Set<Part> without) {
  private static final int MOST_STEPS = 10_000;

  /**
   * Checks.
   *
   * @throws IllegalArgumentException naming the setting that is out of range
   */
  public ForecasterSettings {
    require("bridge limit", bridgeLimit);
    require("grace", graceSteps);
    without = Set.copyOf(without);
  }

  /** With every part. */
  public ForecasterSettings(ZoneId zone, int bridgeLimit, int graceSteps) {
    this(zone, bridgeLimit, graceSteps, Set.of());
  }

  /** UTC, 48 steps, 24 steps. */
  public static ForecasterSettings defaults() {
    return new ForecasterSettings(ZoneOffset.UTC, 48, 24);
  }

  private static void require(String name, int steps) {
    if (steps < 0 || steps > MOST_STEPS) {
      throw new IllegalArgumentException(
          name + " must be from 0 to " + MOST_STEPS + " steps, found " + steps);
    }
  }
}
