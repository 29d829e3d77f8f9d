package io.tidegate.trainer.pretrain;

import io.tidegate.kernel.model.ModelShape;
import io.tidegate.trainer.fit.FitSettings;

/**
 * What version 0 is made of.
 *
 * @param shape of the model
 * @param series number of synthetic series
 * @param fit how it is trained
 */
public record PretrainSettings(ModelShape shape, int series, FitSettings fit) {
  /** Of the model that ships. */
  public static final PretrainSettings STANDARD =
      new PretrainSettings(
          ModelShape.STANDARD,
          400,
          FitSettings.STANDARD.withTraining(1_000, 50, 2e-3).withPriorRows(0));
}
