package io.tidegate.trainer.alerts;

import java.util.List;

/**
 * What is planted.
 *
 * @param sizes in standard deviations of the noise
 * @param series of each background; each kind and size is planted once in each
 * @param perWeek false alarms that are accepted per series and week
 * @param seed of every random choice
 */
public record PlantedSettings(List<Double> sizes, int series, double perWeek, long seed) {
  /** Rows of ordinary life before: four weeks at five minutes. */
  public static final int HISTORY = 28 * Background.ROWS_PER_DAY;

  /** Rows after the beginning of an incident that are looked at. */
  static final int AFTER = 450;

  private static final int MOST_SERIES = 10_000;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException that says what was expected
   */
  public PlantedSettings {
    sizes = List.copyOf(sizes);
    if (series < 1 || series > MOST_SERIES) {
      throw new IllegalArgumentException("expected 1 to 10000 series, found " + series);
    }
  }

  /** Sizes of 1 to 10; one false alarm accepted in a week. */
  public static PlantedSettings of(int series, long seed) {
    return new PlantedSettings(List.of(1., 2., 3., 5., 8., 10.), series, 1, seed);
  }

  List<Double> sizesOf(PlantedIncident incident) {
    return incident.sized() ? sizes : List.of(0.);
  }

  /** Rows of all series together, nearly. */
  public long allRows() {
    long rows = 0;
    for (Background background : Background.values()) {
      rows += (long) series * HISTORY;
      for (PlantedIncident incident : PlantedIncident.values()) {
        boolean suits = incident.suits(background);
        rows += suits ? (long) series * AFTER * sizesOf(incident).size() : 0;
      }
    }
    return rows;
  }
}
