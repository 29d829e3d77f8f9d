package io.tidegate.trainer;

import io.tidegate.kernel.forecast.ForecasterSettings;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.model.LstmWeights;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.series.Part;
import io.tidegate.kernel.series.SeriesSettings;
import io.tidegate.trainer.fit.FitSettings;
import io.tidegate.trainer.fit.LaneSettings;
import io.tidegate.trainer.fit.SeriesData;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Series, models and settings small enough for a test. */
public final class TestSeries {
  public static final long HOUR = 3_600_000;

  /** 8 units, 12 lags, 6 steps ahead. */
  public static final ModelShape SHAPE = new ModelShape(8, 1, 12, 6, List.of(.1f, .5f, .9f));

  private TestSeries() {}

  /** A daily wave with noise, hourly. */
  public static SeriesData wave(String key, int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double phase = random.nextDouble();
    List<Observation> observations = new ArrayList<>();
    for (int t = 0; t < rows; t++) {
      double wave = Math.sin(2 * Math.PI * (t / 24.0 + phase));
      observations.add(new Observation(t, t * HOUR, 100 + 10 * wave + random.nextGaussian()));
    }
    return hourly(key, observations);
  }

  public static SeriesData hourly(String key, List<Observation> observations) {
    return new SeriesData(key, SeriesSettings.of(HOUR), observations);
  }

  public static List<SeriesData> waves(int count, int rows) {
    List<SeriesData> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(wave("wave-" + i, rows, 7 + i));
    }
    return all;
  }

  /** Says persistence: no highway, a head of zeros. */
  public static Model persistence(ModelShape shape, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<LstmWeights> layers = new ArrayList<>();
    for (int layer = 0; layer < shape.layers(); layer++) {
      int inputs = shape.inputsOf(layer);
      int units = shape.units();
      layers.add(
          new LstmWeights(
              inputs,
              units,
              uniform(4 * units * inputs, random),
              uniform(4 * units * units, random),
              new float[4 * units]));
    }
    float[] spread = new float[shape.horizon()];
    Arrays.fill(spread, 1f);
    return new Model(
        shape,
        layers,
        new float[shape.horizon() * shape.units()],
        new float[shape.horizon() * shape.regressors()],
        new float[shape.horizon()],
        spread);
  }

  private static float[] uniform(int size, SplittableRandom random) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextDouble(-0.3, 0.3);
    }
    return values;
  }

  /** Few lanes, short chunks, few batches; without some parts. */
  public static FitSettings settings(int batches, Part... without) {
    FitSettings standard = FitSettings.STANDARD.withTraining(batches, 1_000, 2e-3);
    return new FitSettings(
        new ForecasterSettings(ZoneOffset.UTC, 48, 24, Set.of(without)),
        new LaneSettings(8, 24, 4, 4, 0.2),
        standard.norm(),
        standard.threshold(),
        standard.rate(),
        standard.lastRate(),
        standard.decay(),
        standard.batches(),
        standard.passes(),
        standard.ridge(),
        standard.priorRows(),
        standard.heldBack(),
        standard.heldBackMost());
  }
}
