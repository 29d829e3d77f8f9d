package io.tidegate.kernel;

import io.tidegate.kernel.model.LstmWeights;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.series.Recipe;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Models of seeded random weights. */
public final class TestModels {
  /** A small shape, so that tests are quick. */
  public static final ModelShape SMALL =
      new ModelShape(8, 2, 30, 24, List.of(.05f, .25f, .5f, .75f, .95f));

  /** Every part, in UTC. */
  public static final Recipe WHOLE = new Recipe(ZoneOffset.UTC, Set.of());

  private TestModels() {}

  /** A model of {@code shape} whose weights all differ and depend on {@code seed} alone. */
  public static Model random(ModelShape shape, long seed) {
    Random random = new Random(seed);
    int rows = 4 * shape.units();
    List<LstmWeights> layers = new ArrayList<>();
    for (int i = 0; i < shape.layers(); i++) {
      int inputs = shape.inputsOf(i);
      layers.add(
          new LstmWeights(
              inputs,
              shape.units(),
              gaussian(random, rows * inputs, .3),
              gaussian(random, rows * shape.units(), .2),
              gaussian(random, rows, .5)));
    }
    float[] spread = new float[shape.horizon()];
    Arrays.fill(spread, .7f);
    return new Model(
        shape,
        layers,
        gaussian(random, shape.horizon() * shape.units(), .05),
        gaussian(random, shape.horizon() * shape.regressors(), .02),
        gaussian(random, shape.horizon(), .05),
        spread);
  }

  /**
   * The first steps of {@code model}, with other levels. Of an hourly series with a daily season it
   * says the same: the usual values of a day later stand where they stood a day before.
   */
  public static Model cut(Model model, int horizon, List<Float> levels) {
    ModelShape from = model.shape();
    ModelShape to = new ModelShape(from.units(), from.layers(), from.lags(), horizon, levels);
    float[] highway = new float[horizon * to.regressors()];
    float[] whole = model.highway();
    for (int step = 0; step < horizon; step++) {
      for (int column = 0; column < from.regressors(); column++) {
        int kept = column;
        while (kept >= to.regressors()) {
          kept -= 24;
        }
        highway[step * to.regressors() + kept] += whole[step * from.regressors() + column];
      }
    }
    return new Model(
        to,
        model.layers(),
        Arrays.copyOf(model.head(), horizon * from.units()),
        highway,
        Arrays.copyOf(model.headBias(), horizon),
        Arrays.copyOf(model.spread(), horizon));
  }

  private static float[] gaussian(Random random, int size, double deviation) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }
}
