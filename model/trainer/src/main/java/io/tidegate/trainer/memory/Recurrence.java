package io.tidegate.trainer.memory;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One recurrent layer that starts from zeros and of which only the last step is read. */
sealed interface Recurrence permits PlainRecurrence, LstmRecurrence {
  /**
   * Runs forwards and remembers what {@link #backward} needs.
   *
   * @param inputs [steps][examples][inputs]
   * @return the hidden vectors of the last step, [examples][units]
   */
  INDArray forward(INDArray inputs);

  /** The gradients of the last forward pass: by parameter, and by input [steps][examples][D]. */
  record Backward(Map<String, INDArray> byParameter, INDArray byInput) {}

  /** Runs backwards from the gradient by the last hidden vectors, [examples][units]. */
  Backward backward(INDArray byLast);

  /** The arrays themselves: who writes to them moves the layer. */
  Map<String, INDArray> parameters();

  /** How many units. */
  int units();
}
