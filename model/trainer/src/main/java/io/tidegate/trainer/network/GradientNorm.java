package io.tidegate.trainer.network;

import java.util.Collection;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How the size of a gradient over all parameters is measured before it is clipped. */
public enum GradientNorm {
  /** Square root of the sum of squares over all parameters together. */
  L2 {
    @Override
    double of(Collection<INDArray> gradients) {
      double squares = 0;
      for (INDArray gradient : gradients) {
        double norm = gradient.norm2Number().doubleValue();
        squares += norm * norm;
      }
      return Math.sqrt(squares);
    }
  },

  /** Largest absolute value. */
  MAX {
    @Override
    double of(Collection<INDArray> gradients) {
      double largest = 0;
      for (INDArray gradient : gradients) {
        double norm = gradient.normmaxNumber().doubleValue();
        largest = Math.max(largest, norm);
      }
      return largest;
    }
  };

  abstract double of(Collection<INDArray> gradients);
}
