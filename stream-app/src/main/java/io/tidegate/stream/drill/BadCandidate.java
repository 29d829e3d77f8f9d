package io.tidegate.stream.drill;

import io.tidegate.kernel.model.LstmWeights;
import io.tidegate.kernel.model.Model;
import java.util.List;
import java.util.SplittableRandom;

/** Models that no champion should give way to. */
final class BadCandidate {
  private BadCandidate() {}

  /** The same numbers in another order: of each matrix and vector its own. */
  static Model shuffled(Model champion, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<LstmWeights> layers =
        champion.layers().stream()
            .map(
                layer ->
                    new LstmWeights(
                        layer.inputs(),
                        layer.units(),
                        shuffled(layer.inputWeights(), random),
                        shuffled(layer.recurrentWeights(), random),
                        shuffled(layer.bias(), random)))
            .toList();
    return new Model(
        champion.shape(),
        layers,
        shuffled(champion.head(), random),
        shuffled(champion.highway(), random),
        shuffled(champion.headBias(), random),
        champion.spread());
  }

  private static float[] shuffled(float[] copy, SplittableRandom random) {
    for (int i = copy.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      float value = copy[i];
      copy[i] = copy[other];
      copy[other] = value;
    }
    return copy;
  }
}
