package io.tidegate.trainer.pretrain;

import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.model.Size;
import io.tidegate.trainer.fit.FitSettings;

/**
 * What version 0 is made of.
 *
 * @param size in which the states of series are kept
 * @param shape of the model
 * @param series number of synthetic series of each round
 * @param rounds trainings one after the other, each on series of its own and from the model before
 * @param fit how each is trained
 */
public record PretrainSettings(
    Size size, ModelShape shape, int series, int rounds, FitSettings fit) {
  /** Hold on the highway of the rounds before. */
  private static final double PRIOR_ROWS_PER_ROUND = 20_000;

  /** Of the model of a size that ships. */
  public static PretrainSettings of(Size size) {
    return new PretrainSettings(
        size,
        size.shape(),
        300,
        3,
        FitSettings.STANDARD.withTraining(250, 50, 2e-3).withPriorRows(0));
  }

  /** The settings of one round, from 0. */
  FitSettings round(int round) {
    double rate = fit.rate() * (1 - (double) round / rounds);
    return fit.withTraining(fit.batches(), fit.passes(), rate)
        .withPriorRows(round == 0 ? 0 : PRIOR_ROWS_PER_ROUND * round);
  }
}
