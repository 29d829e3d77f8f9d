package io.tidegate.stream.view;

import io.tidegate.schema.AccuracyEvent;
import io.tidegate.schema.ChallengerAccuracy;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.ForecastState;
import io.tidegate.wire.Float32Vector;
import io.tidegate.wire.Float64Vector;
import io.tidegate.wire.Int32Vector;
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

  /**
   * A report of {@code forecasts} scored at steps 1 and 24, of which {@code hits} lay within the 90
   * % interval and half as many within the 50 % one.
   */
  public static AccuracyEvent report(long offset, int forecasts, int hits) {
    return AccuracyEvent.newBuilder()
        .setSourcePartition(0)
        .setSourceOffset(offset)
        .setTime(Instant.ofEpochMilli(offset))
        .setStepMillis(1_000)
        .setModelName("default")
        .setModelVersion(7)
        .setObservations(100)
        .setOfEarlierVersions(0)
        .setStepCount(2)
        .setIntervalCount(2)
        .setSteps(Int32Vector.encode(new int[] {1, 24}))
        .setPromised(Float32Vector.encode(new float[] {.9f, .5f}))
        .setForecasts(Int32Vector.encode(new int[] {forecasts, forecasts}))
        .setHits(Int32Vector.encode(new int[] {hits, hits / 2, hits, hits / 2}))
        .setAbsoluteErrors(Float64Vector.encode(new double[2]))
        .setSquaredErrors(Float64Vector.encode(new double[2]))
        .build();
  }

  /**
   * A report of 10 forecasts of {@code version} scored at steps 1 and 24, all with the same
   * absolute error.
   */
  public static AccuracyEvent errors(int partition, long offset, long version, double error) {
    return AccuracyEvent.newBuilder(report(offset, 10, 10))
        .setSourcePartition(partition)
        .setModelVersion(version)
        .setAbsoluteErrors(Float64Vector.encode(new double[] {10 * error, 10 * error}))
        .build();
  }

  /** The same beside a challenger's, at step 24 alone over the same forecasts. */
  public static AccuracyEvent beside(
      AccuracyEvent champion, long challenger, long decided, double error) {
    return AccuracyEvent.newBuilder(champion)
        .setChallenger(
            ChallengerAccuracy.newBuilder()
                .setModelVersion(challenger)
                .setDecided(Instant.ofEpochMilli(decided))
                .setOfEarlierVersions(0)
                .setStepCount(2)
                .setIntervalCount(0)
                .setSteps(Int32Vector.encode(new int[] {1, 24}))
                .setPromised(Float32Vector.encode(new float[0]))
                .setForecasts(Int32Vector.encode(new int[] {9, 10}))
                .setHits(Int32Vector.encode(new int[0]))
                .setAbsoluteErrors(Float64Vector.encode(new double[] {0, 10 * error}))
                .setSquaredErrors(Float64Vector.encode(new double[2]))
                .build())
        .build();
  }
}
