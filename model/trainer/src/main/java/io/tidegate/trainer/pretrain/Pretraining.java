package io.tidegate.trainer.pretrain;

import io.tidegate.kernel.model.Model;
import io.tidegate.trainer.fit.Fit;
import io.tidegate.trainer.fit.FitProgress;
import io.tidegate.trainer.fit.FitRequest;
import io.tidegate.trainer.fit.FitRunner;
import io.tidegate.trainer.fit.SeriesData;
import java.util.List;

/**
 * Trains a model from nothing on the synthetic family, in rounds. From the second round on the
 * highway holds on to the one before as to that many rows of data, so that it is a mean over all
 * rounds; the learning rate falls from round to round.
 */
public final class Pretraining {
  private final PretrainSettings settings;
  private final FitRunner runner;

  /** Rounds are carried out by {@code runner}. */
  public Pretraining(PretrainSettings settings, FitRunner runner) {
    this.settings = settings;
    this.runner = runner;
  }

  /** Told that a round begins; gives who is told how it goes. */
  public interface Rounds {
    /** A round from 1 begins. */
    FitProgress begin(int round, int rounds);
  }

  /**
   * The last round's outcome. The same settings and seed give the same bytes on the same processor
   * family.
   */
  public Fit run(long seed, Rounds rounds) throws InterruptedException {
    Model model = InitialModel.of(settings.shape(), seed);
    Fit fit = null;
    for (int round = 0; round < settings.rounds(); round++) {
      SyntheticFamily family = new SyntheticFamily(seed * 31 + round, settings.size());
      List<SeriesData> series = family.series(settings.series());
      FitProgress progress = rounds.begin(round + 1, settings.rounds());
      fit =
          runner.run(new FitRequest(model, settings.round(round), series, seed + round), progress);
      model = fit.model();
    }
    return fit;
  }
}
