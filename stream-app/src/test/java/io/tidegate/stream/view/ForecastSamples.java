package io.tidegate.stream.view;

import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.ForecastState;
import io.tidegate.wire.Float32Vector;
import java.time.Instant;

/** Forecast events as tests need them: a median that drifts by the same amount every step. */
public final class ForecastSamples {
  private static final float[] LEVELS = {.05f, .1f, .25f, .5f, .75f, .9f, .95f};

  /** Horizon of every sample. */
  public static final int HORIZON = 48;

  private ForecastSamples() {}

  /** The median of step h is {@code value + h * drift}; other quantiles fan out around it. */
  public static ForecastEvent drifting(
      long origin, double value, long stepMillis, float drift, long version) {
    float[] differences = new float[HORIZON * LEVELS.length];
    for (int h = 1; h <= HORIZON; h++) {
      for (int i = 0; i < LEVELS.length; i++) {
        float spread = (LEVELS[i] - .5f) * (float) Math.sqrt(h);
        differences[(h - 1) * LEVELS.length + i] = h * drift + spread;
      }
    }
    return ForecastEvent.newBuilder()
        .setSourcePartition(0)
        .setSourceOffset(origin)
        .setOrigin(Instant.ofEpochMilli(origin))
        .setValue(value)
        .setStepMillis(stepMillis)
        .setState(ForecastState.WARM)
        .setModelName("default")
        .setModelVersion(version)
        .setHorizon(HORIZON)
        .setQuantileCount(LEVELS.length)
        .setQuantileLevels(Float32Vector.encode(LEVELS))
        .setQuantiles(Float32Vector.encode(differences))
        .build();
  }
}
