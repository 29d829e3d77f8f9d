package io.tidegate.trainer.pretrain;

import io.tidegate.kernel.model.LstmWeights;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Where a first training starts: LSTM weights uniform within 1 / sqrt(units), forget gates open
 * (bias 1), a head near zero and no highway, so that its forecast is persistence.
 *
 * <p>Source of the open forget gates: Jozefowicz, Zaremba and Sutskever, "An empirical exploration
 * of recurrent network architectures", ICML 2015.
 */
final class InitialModel {
  private static final double HEAD_DEVIATION = 0.01;

  private InitialModel() {}

  static Model of(ModelShape shape, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<LstmWeights> layers = new ArrayList<>();
    for (int layer = 0; layer < shape.layers(); layer++) {
      layers.add(lstm(shape.inputsOf(layer), shape.units(), random));
    }
    float[] head = new float[shape.horizon() * shape.units()];
    for (int i = 0; i < head.length; i++) {
      head[i] = (float) random.nextGaussian(0, HEAD_DEVIATION);
    }
    float[] spread = new float[shape.horizon()];
    Arrays.fill(spread, 1f);
    return new Model(
        shape,
        layers,
        head,
        new float[shape.horizon() * shape.regressors()],
        new float[shape.horizon()],
        spread);
  }

  private static LstmWeights lstm(int inputs, int units, SplittableRandom random) {
    double bound = 1 / Math.sqrt(units);
    float[] bias = new float[4 * units];
    Arrays.fill(bias, units, 2 * units, 1f);
    return new LstmWeights(
        inputs,
        units,
        uniform(4 * units * inputs, bound, random),
        uniform(4 * units * units, bound, random),
        bias);
  }

  private static float[] uniform(int size, double bound, SplittableRandom random) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextDouble(-bound, bound);
    }
    return values;
  }
}
