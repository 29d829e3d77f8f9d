package io.tidegate.trainer.pretrain;

import io.tidegate.kernel.model.LstmWeights;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.trainer.fit.InitialLstm;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Where a first training starts: an LSTM that has learnt nothing and no highway, so that its
 * forecast is persistence.
 */
final class InitialModel {
  private InitialModel() {}

  static Model of(ModelShape shape, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<LstmWeights> layers = InitialLstm.layers(shape, random);
    float[] head = InitialLstm.head(shape, random);
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
}
