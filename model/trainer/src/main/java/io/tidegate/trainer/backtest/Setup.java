package io.tidegate.trainer.backtest;

import io.tidegate.kernel.model.Model;
import io.tidegate.trainer.sidecar.TrainerSettings;
import java.util.Collections;
import java.util.List;

/**
 * What is replayed and how.
 *
 * @param data the series
 * @param parts how its rows are split
 * @param horizons ascending numbers of steps; errors are means over the steps 1 to each
 * @param every rows between retrainings, the first right after the training part; 0 for none
 * @param first the model in use before the first retraining, known as version 0
 * @param settings of the trainer, as the sidecar reads them
 */
public record Setup(
    DataSet data,
    Parts parts,
    List<Integer> horizons,
    int every,
    Model first,
    TrainerSettings settings) {
  /**
   * Checks.
   *
   * @throws UnusableDataException if a horizon is one that the model does not reach
   */
  public Setup {
    horizons = horizons.stream().sorted().distinct().toList();
    int most = first.shape().horizon();
    if (horizons.isEmpty() || horizons.get(0) < 1 || Collections.max(horizons) > most) {
      throw new UnusableDataException(
          "horizons: expected steps from 1 to " + most + ", found " + horizons);
    }
  }

  int longest() {
    return Collections.max(horizons);
  }
}
