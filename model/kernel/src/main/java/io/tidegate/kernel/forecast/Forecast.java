package io.tidegate.kernel.forecast;

/**
 * Quantiles of the steps ahead of one origin. Immutable. Quantiles are kept as float32 differences
 * from the value at the origin, so that a large level costs no precision.
 */
public final class Forecast {
  private final long origin;
  private final double value;
  private final long stepMillis;
  private final ForecastState state;
  private final float[] levels;
  private final float[] differences;

  Forecast(
      long origin,
      double value,
      long stepMillis,
      ForecastState state,
      float[] levels,
      float[] differences) {
    this.origin = origin;
    this.value = value;
    this.stepMillis = stepMillis;
    this.state = state;
    this.levels = levels;
    this.differences = differences;
  }

  /** Event time of the newest observation used, milliseconds since 1970-01-01T00:00Z. */
  public long origin() {
    return origin;
  }

  /** The value at the origin, in the series' unit. */
  public double value() {
    return value;
  }

  /** Sampling interval in milliseconds; 0 while unknown. */
  public long stepMillis() {
    return stepMillis;
  }

  /** What it stands on. */
  public ForecastState state() {
    return state;
  }

  /** Number of steps ahead. */
  public int horizon() {
    return differences.length / levels.length;
  }

  /** A copy of the quantile levels, ascending. */
  public float[] levels() {
    return levels.clone();
  }

  /** A copy of [horizon][levels]: each quantile less {@link #value}. */
  public float[] quantileDifferences() {
    return differences.clone();
  }

  /** The quantile of step {@code step} (from 1) at level {@code level} (from 0), less the value. */
  public float quantileDifference(int step, int level) {
    return differences[(step - 1) * levels.length + level];
  }

  /** The quantile of step {@code step} (from 1) at level {@code level} (from 0). */
  public double quantile(int step, int level) {
    return value + quantileDifference(step, level);
  }

  /** The point forecast of step {@code step} (from 1): the median. */
  public double point(int step) {
    return quantile(step, levels.length / 2);
  }
}
