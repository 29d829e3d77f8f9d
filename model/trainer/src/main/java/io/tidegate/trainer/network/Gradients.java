package io.tidegate.trainer.network;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What one backward pass found. Close it to free the memory outside the heap.
 *
 * @param loss sum of weight times squared error over the chunk
 * @param byParameter gradient of the loss, by parameter name
 */
public record Gradients(double loss, Map<String, INDArray> byParameter) implements AutoCloseable {
  @Override
  public void close() {
    byParameter.values().forEach(INDArray::close);
  }
}
