package io.tidegate.trainer.fit;

/** Told how far a fit is. */
public interface FitProgress {
  /** Tells nobody. */
  FitProgress NONE = (batch, batches, loss) -> {};

  /**
   * After each update.
   *
   * @param batch from 1
   * @param batches how many there will be
   * @param loss weighted squared error of the batch, dropout included
   */
  void batch(int batch, int batches, double loss);
}
