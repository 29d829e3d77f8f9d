package io.tidegate.trainer.network;

import io.tidegate.kernel.model.LstmWeights;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The gradient of half the squared error of the hidden values, by lstmLayer and lstmLayer_bp. */
final class OperationGradient {
  private OperationGradient() {}

  /** Reads inputs, targets and states of the chunk, and leaves it as it is. */
  static LstmWeights of(LstmWeights weights, Chunk chunk, int lanes) {
    int units = weights.units();
    int steps = chunk.inputs.length;
    INDArray[] inputs = {
      byLane(chunk.inputs, lanes),
      matrix(weights.inputWeights(), 4 * units),
      matrix(weights.recurrentWeights(), 4 * units),
      Nd4j.createFromArray(weights.bias()),
      byLane(chunk.hidden, lanes).reshape('c', lanes, units),
      byLane(chunk.cell, lanes).reshape('c', lanes, units)
    };
    INDArray[] outputs = {
      zeros(steps, lanes, units), zeros(lanes, units), zeros(lanes, units),
    };
    LstmOps.forward(inputs, outputs);
    INDArray[] all = java.util.Arrays.copyOf(inputs, inputs.length + 1);
    all[inputs.length] = outputs[0].sub(byLane(chunk.targets, lanes));
    INDArray[] gradients = new INDArray[inputs.length];
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] = zeros(inputs[i].shape());
    }
    LstmOps.backward(all, gradients);
    return new LstmWeights(
        weights.inputs(),
        units,
        rows(gradients[1]),
        rows(gradients[2]),
        gradients[3].dup('c').data().asFloat());
  }

  /** [T][columns * lanes] as [T][lanes][columns]. */
  private static INDArray byLane(float[][] steps, int lanes) {
    return Nd4j.createFromArray(steps)
        .reshape('c', steps.length, steps[0].length / lanes, lanes)
        .permute(0, 2, 1)
        .dup('c');
  }

  private static INDArray matrix(float[] rows, int count) {
    return Nd4j.createFromArray(rows).reshape('c', count, rows.length / count).transpose().dup('c');
  }

  private static float[] rows(INDArray matrix) {
    return matrix.transpose().dup('c').data().asFloat();
  }

  private static INDArray zeros(long... sizes) {
    return Nd4j.zeros(DataType.FLOAT, sizes);
  }
}
