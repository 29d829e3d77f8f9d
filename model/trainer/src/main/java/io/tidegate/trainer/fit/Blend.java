package io.tidegate.trainer.fit;

import io.tidegate.kernel.model.LstmWeights;
import io.tidegate.kernel.model.Model;
import java.util.ArrayList;
import java.util.List;

/** The point halfway between two models of one shape and one highway. */
final class Blend {
  private Blend() {}

  static Model middle(Model one, Model other) {
    List<LstmWeights> layers = new ArrayList<>();
    for (int i = 0; i < one.layers().size(); i++) {
      LstmWeights first = one.layers().get(i);
      LstmWeights second = other.layers().get(i);
      layers.add(
          new LstmWeights(
              first.inputs(),
              first.units(),
              mean(first.inputWeights(), second.inputWeights()),
              mean(first.recurrentWeights(), second.recurrentWeights()),
              mean(first.bias(), second.bias())));
    }
    return new Model(
        one.shape(),
        layers,
        mean(one.head(), other.head()),
        one.highway(),
        mean(one.headBias(), other.headBias()),
        one.spread());
  }

  private static float[] mean(float[] one, float[] other) {
    float[] mean = new float[one.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (one[i] + other[i]) / 2;
    }
    return mean;
  }
}
