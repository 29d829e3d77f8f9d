package io.tidegate.trainer.memory;

import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Random first weights. */
final class Start {
  private Start() {}

  /** Gaussian numbers times {@code deviation}, in row-major order, [rows][columns]. */
  static INDArray gaussian(Random random, int rows, int columns, double deviation) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return Nd4j.create(values, new long[] {rows, columns}, 'c');
  }
}
