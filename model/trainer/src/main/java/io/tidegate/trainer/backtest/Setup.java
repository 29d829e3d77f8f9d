package io.tidegate.trainer.backtest;

import io.tidegate.kernel.model.Model;
import io.tidegate.trainer.sidecar.TrainerSettings;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What is replayed and how.
 *
 * @param data the series
 * @param parts how its rows are split
 * @param horizons ascending numbers of steps; errors are means over the steps 1 to each
 * @param every rows between retrainings, the first right after the training part; 0 for none
 * @param newcomer the scored row with which every series is started a second time, cold; 0 for none
 * @param first the model in use before the first retraining, known as version 0
 * @param settings of the trainer, as the sidecar reads them
 */
public record Setup(
    DataSet data,
    Parts parts,
    List<Integer> horizons,
    int every,
    int newcomer,
    Model first,
    TrainerSettings settings) {
  /**
   * Checks.
   *
   * @throws UnusableDataException if a horizon is one that the model does not reach, or the
   *     newcomers do not begin with a scored row
   */
  public Setup {
    horizons = horizons.stream().sorted().distinct().toList();
    int most = first.shape().horizon();
    if (horizons.isEmpty() || horizons.get(0) < 1 || Collections.max(horizons) > most) {
      throw new UnusableDataException(
          "horizons: expected steps from 1 to " + most + ", found " + horizons);
    }
    if (newcomer != 0 && (newcomer < parts.firstScored() || newcomer >= parts.end())) {
      throw new UnusableDataException(
          String.format(
              Locale.ROOT,
              "%s: newcomers begin in row %d: expected a scored row from %d to %d, or 0 for none",
              data.name(),
              newcomer,
              parts.firstScored(),
              parts.end() - 1));
    }
  }

  int longest() {
    return Collections.max(horizons);
  }
}
