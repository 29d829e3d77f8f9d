package io.tidegate.trainer.network;

import io.tidegate.kernel.model.LstmWeights;
import java.util.SplittableRandom;

/** Weights drawn from a generator. */
final class RandomWeights {
  private RandomWeights() {}

  static LstmWeights layer(int inputs, int units, SplittableRandom random) {
    return new LstmWeights(
        inputs,
        units,
        uniform(4 * units * inputs, random),
        uniform(4 * units * units, random),
        uniform(4 * units, random));
  }

  static float[] uniform(int size, SplittableRandom random) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextDouble(-0.5, 0.5);
    }
    return values;
  }
}
