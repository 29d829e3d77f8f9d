package io.tidegate.trainer.pretrain;

import io.tidegate.kernel.model.Model;
import io.tidegate.trainer.fit.Fit;
import io.tidegate.trainer.fit.FitProgress;
import io.tidegate.trainer.fit.Fitter;
import io.tidegate.trainer.fit.SeriesData;
import java.util.List;

/** Trains a model from nothing on the synthetic family. */
public final class Pretraining {
  private Pretraining() {}

  /** The same settings and seed give the same bytes on the same processor family. */
  public static Fit run(PretrainSettings settings, long seed, FitProgress progress) {
    Model start = InitialModel.of(settings.shape(), seed);
    List<SeriesData> series = new SyntheticFamily(seed).series(settings.series());
    return new Fitter(settings.fit(), progress).fit(start, series, seed);
  }
}
