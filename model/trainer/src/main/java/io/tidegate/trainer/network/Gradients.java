package io.tidegate.trainer.network;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What one backward pass found; its arrays hold until the next pass.
 *
 * @param loss sum of weight times squared error over the chunk
 * @param byParameter gradient of the loss, by parameter name
 */
public record Gradients(double loss, Map<String, INDArray> byParameter) {}
