package io.tidegate.stream.view;

import io.tidegate.schema.ForecastEvent;
import io.tidegate.wire.Float32Vector;

/** The newest forecast of one series, its quantiles as absolute values. Immutable. */
public final class LatestForecast {
  private final ForecastEvent event;
  private final float[] levels;

  /** [horizon][levels], row-major; differences from the value at the origin. */
  private final float[] differences;

  /**
   * Decodes the vectors of {@code event}.
   *
   * @throws IllegalArgumentException if their sizes are not what the fields beside them say
   */
  LatestForecast(ForecastEvent event) {
    this.event = event;
    levels = Float32Vector.decode(event.getQuantileLevels());
    differences = Float32Vector.decode(event.getQuantiles());
    if (levels.length != event.getQuantileCount()
        || differences.length != event.getHorizon() * levels.length) {
      throw new IllegalArgumentException(
          "a forecast of "
              + event.getHorizon()
              + " steps and "
              + event.getQuantileCount()
              + " levels holds "
              + levels.length
              + " levels and "
              + differences.length
              + " quantiles");
    }
  }

  /** Event time of the observation that the forecast stands on, in milliseconds. */
  public long origin() {
    return event.getOrigin().toEpochMilli();
  }

  /** The observed value at the origin, in the series' unit. */
  public double value() {
    return event.getValue();
  }

  /** Sampling interval in milliseconds; 0 while it is unknown. */
  public long stepMillis() {
    return event.getStepMillis();
  }

  /** What the forecast stands on: COLD, WARM or REWARMED. */
  public String state() {
    return event.getState().name();
  }

  /** Version of the model that made it. */
  public long modelVersion() {
    return event.getModelVersion();
  }

  /** Name of the model that made it. */
  public String modelName() {
    return event.getModelName();
  }

  /** Number of steps ahead. */
  public int horizon() {
    return event.getHorizon();
  }

  /** Number of quantile levels. */
  public int levelCount() {
    return levels.length;
  }

  /** Quantile level {@code i}, ascending. */
  public float level(int i) {
    return levels[i];
  }

  /** Time of step {@code h}, from 1: the origin plus that many steps, in milliseconds. */
  public long time(int h) {
    return origin() + h * stepMillis();
  }

  /** Quantile of step {@code h}, from 1, at level {@code i}, in the series' unit. */
  public double quantile(int h, int i) {
    return value() + difference(h, i);
  }

  /** Median of step {@code h} less the value at the origin; NaN beyond the horizon. */
  float medianDifference(int h) {
    for (int i = 0; i < levels.length; i++) {
      if (levels[i] == 0.5f && h <= horizon()) {
        return difference(h, i);
      }
    }
    return Float.NaN;
  }

  /** Lower end of the widest interval of the next step less the value; NaN without a horizon. */
  float lowestDifference() {
    return horizon() == 0 || levels.length == 0 ? Float.NaN : difference(1, 0);
  }

  /** Upper end of the same interval less the value. */
  float highestDifference() {
    return horizon() == 0 || levels.length == 0 ? Float.NaN : difference(1, levels.length - 1);
  }

  /** Partition of the observations topic that its observation is in. */
  public int sourcePartition() {
    return event.getSourcePartition();
  }

  private float difference(int h, int i) {
    return differences[(h - 1) * levels.length + i];
  }
}
