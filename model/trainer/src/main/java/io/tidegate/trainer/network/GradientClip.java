package io.tidegate.trainer.network;

import java.util.Collection;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Scales a gradient whose norm is over a threshold back to the threshold, all parameters by the
 * same factor, so that its direction stays, and counts how often. One thread.
 *
 * <p>Source: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural
 * networks", ICML 2013.
 */
public final class GradientClip {
  private final GradientNorm norm;
  private final double threshold;
  private int clipped;

  /** Clips where {@code norm} is over {@code threshold}. */
  public GradientClip(GradientNorm norm, double threshold) {
    if (!(threshold > 0)) {
      throw new IllegalArgumentException("threshold must be positive, found " + threshold);
    }
    this.norm = norm;
    this.threshold = threshold;
  }

  /**
   * Changes the gradients in place.
   *
   * @return the norm before clipping
   * @throws ArithmeticException if the norm is not finite: such a gradient can only do harm
   */
  public double apply(Collection<INDArray> gradients) {
    List<INDArray> all = List.copyOf(gradients);
    double found = norm.of(all);
    if (!Double.isFinite(found)) {
      throw new ArithmeticException("the gradient's norm is " + found + ", expected a finite one");
    }
    if (found > threshold) {
      clipped++;
      all.forEach(gradient -> gradient.muli(threshold / found));
    }
    return found;
  }

  /** How many gradients were over the threshold. */
  public int clipped() {
    return clipped;
  }
}
