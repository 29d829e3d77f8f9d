package io.tidegate.trainer.fit;

import io.tidegate.kernel.model.LstmWeights;
import io.tidegate.kernel.model.ModelShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * LSTM weights that have learnt nothing: uniform within 1 / sqrt(units), forget gates open (bias
 * 1), and a head near zero.
 *
 * <p>Source of the open forget gates: Jozefowicz, Zaremba and Sutskever, "An empirical exploration
 * of recurrent network architectures", ICML 2015.
 */
public final class InitialLstm {
  private static final double HEAD_DEVIATION = 0.01;

  private InitialLstm() {}

  /** Every layer of {@code shape}, lowest first. */
  public static List<LstmWeights> layers(ModelShape shape, SplittableRandom random) {
    List<LstmWeights> layers = new ArrayList<>();
    for (int layer = 0; layer < shape.layers(); layer++) {
      layers.add(layer(shape.inputsOf(layer), shape.units(), random));
    }
    return layers;
  }

  static LstmWeights layer(int inputs, int units, SplittableRandom random) {
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

  /** A head, [horizon][units]. */
  public static float[] head(ModelShape shape, SplittableRandom random) {
    float[] head = new float[shape.horizon() * shape.units()];
    for (int i = 0; i < head.length; i++) {
      head[i] = (float) random.nextGaussian(0, HEAD_DEVIATION);
    }
    return head;
  }

  private static float[] uniform(int size, double bound, SplittableRandom random) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextDouble(-bound, bound);
    }
    return values;
  }
}
