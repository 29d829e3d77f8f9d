package io.tidegate.trainer.backtest;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Series side by side on one even grid of time; a missing value is NaN. Immutable. */
public final class DataSet {
  private static final long DAY = 86_400_000;

  private final String name;
  private final List<String> series;
  private final long start;
  private final long stepMillis;
  private final double[][] values;
  private final Map<String, double[]> covariates;

  /**
   * Takes the values as they are.
   *
   * @param name as reports show it
   * @param series names, in the order of the values
   * @param start time of row 0, milliseconds since 1970-01-01T00:00Z
   * @param stepMillis from one row to the next, above 0
   * @param values [series][row], not changed from here on
   */
  public DataSet(String name, List<String> series, long start, long stepMillis, double[][] values) {
    this(name, series, start, stepMillis, values, Map.of());
  }

  /**
   * The same with what is known ahead of time.
   *
   * @param covariates by name: [row], NaN where missing; not changed from here on
   */
  public DataSet(
      String name,
      List<String> series,
      long start,
      long stepMillis,
      double[][] values,
      Map<String, double[]> covariates) {
    this.name = name;
    this.series = List.copyOf(series);
    this.start = start;
    this.stepMillis = stepMillis;
    this.values = values;
    this.covariates = Map.copyOf(covariates);
  }

  /** As reports show it. */
  public String name() {
    return name;
  }

  /** The names of the series. */
  public List<String> series() {
    return series;
  }

  /** From one row to the next, in milliseconds. */
  public long stepMillis() {
    return stepMillis;
  }

  /** Number of rows. */
  public int rows() {
    return values[0].length;
  }

  /** Event time of a row, milliseconds since 1970-01-01T00:00Z. */
  public long time(int row) {
    return start + row * stepMillis;
  }

  /** A value, NaN where there is none. */
  public double value(int index, int row) {
    return values[index][row];
  }

  /** What is known of a row ahead of time, by name; what is missing is absent. */
  SortedMap<String, Double> covariates(int row) {
    if (covariates.isEmpty()) {
      return Collections.emptySortedMap();
    }
    SortedMap<String, Double> known = new TreeMap<>();
    covariates.forEach(
        (covariate, all) -> {
          if (!Double.isNaN(all[row])) {
            known.put(covariate, all[row]);
          }
        });
    return known;
  }

  /** Rows of a day; 1 where a day has no more than one. */
  int season() {
    return (int) Math.max(1, DAY / stepMillis);
  }

  /** The time of a row, for people. */
  String timeText(int row) {
    String text = Instant.ofEpochMilli(time(row)).toString().replace('T', ' ');
    return text.substring(0, Math.min(16, text.length()));
  }
}
