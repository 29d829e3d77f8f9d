package io.tidegate.trainer.network;

/**
 * A learning rate that falls along half a cosine to a fraction of where it began.
 *
 * <p>Source: Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR
 * 2017, without the restarts.
 *
 * @param first rate of the first batch
 * @param lastFraction rate of the last batch as a fraction of the first
 * @param batches number of batches
 */
public record CosineRate(double first, double lastFraction, int batches) {
  /** The rate of a batch, from 0. */
  public double at(int batch) {
    double done = batches == 1 ? 0 : (double) batch / (batches - 1);
    return first
        * (lastFraction + (1 - lastFraction) * (1 + StrictMath.cos(StrictMath.PI * done)) / 2);
  }
}
