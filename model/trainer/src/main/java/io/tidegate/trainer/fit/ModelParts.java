package io.tidegate.trainer.fit;

import io.tidegate.kernel.model.Model;

/** Models that differ from another in one part. */
final class ModelParts {
  private ModelParts() {}

  /** With another highway, [horizon][regressors]. */
  static Model withHighway(Model model, float[] highway) {
    return new Model(
        model.shape(), model.layers(), model.head(), highway, model.headBias(), model.spread());
  }

  /** With another spread, [horizon]. */
  static Model withSpread(Model model, float[] spread) {
    return new Model(
        model.shape(), model.layers(), model.head(), model.highway(), model.headBias(), spread);
  }

  /** With an LSTM that says nothing: its head and bias are zero. */
  static Model withSilentLstm(Model model) {
    return new Model(
        model.shape(),
        model.layers(),
        new float[model.head().length],
        model.highway(),
        new float[model.headBias().length],
        model.spread());
  }
}
