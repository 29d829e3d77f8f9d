package io.tidegate.trainer.network;

import io.tidegate.kernel.model.LstmWeights;
import io.tidegate.kernel.model.Model;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Carries weights between a {@link Network} and the kernel: the one place that knows both layouts.
 *
 * <p>Deeplearning4j's operation lstmLayer keeps matrices as [inputs][4 H] whose columns are the
 * gate blocks input, forget, candidate ("cell"), output; the kernel keeps [4 H][inputs] whose rows
 * are the blocks i, f, g, o. The order is the same, the matrices are each other's transpose.
 * (Deeplearning4j's layer API has another order and other names; it is not used.)
 */
public final class WeightExchange {
  private WeightExchange() {}

  /** Puts one layer's weights into the network. */
  public static void load(LstmWeights weights, Network network, int layer) {
    int rows = 4 * weights.units();
    put(network, Network.inputWeights(layer), transposed(weights.inputWeights(), rows));
    put(network, Network.recurrentWeights(layer), transposed(weights.recurrentWeights(), rows));
    put(network, Network.bias(layer), weights.bias());
  }

  /**
   * Puts a head into the network.
   *
   * @param head [outputs][units], row-major
   * @param bias [outputs]
   */
  public static void loadHead(float[] head, float[] bias, Network network) {
    put(network, Network.HEAD, transposed(head, network.shape().outputs()));
    put(network, Network.HEAD_BIAS, bias);
  }

  /** Puts a model's LSTM and head into the network. */
  public static void load(Model model, Network network) {
    for (int layer = 0; layer < model.layers().size(); layer++) {
      load(model.layers().get(layer), network, layer);
    }
    loadHead(model.head(), model.headBias(), network);
  }

  /** The LSTM layers in the kernel's layout, lowest first. */
  public static List<LstmWeights> layers(Network network) {
    List<LstmWeights> layers = new ArrayList<>();
    for (int layer = 0; layer < network.shape().layers(); layer++) {
      layers.add(
          lstmWeights(
              network.shape(),
              layer,
              network.parameter(Network.inputWeights(layer)),
              network.parameter(Network.recurrentWeights(layer)),
              network.parameter(Network.bias(layer))));
    }
    return layers;
  }

  /** The gradient of one layer in the kernel's layout. */
  public static LstmWeights gradient(Network network, Gradients gradients, int layer) {
    return lstmWeights(
        network.shape(),
        layer,
        gradients.byParameter().get(Network.inputWeights(layer)),
        gradients.byParameter().get(Network.recurrentWeights(layer)),
        gradients.byParameter().get(Network.bias(layer)));
  }

  /** The head, [outputs][units]. */
  public static float[] head(Network network) {
    return transposed(Network.floats(network.parameter(Network.HEAD)), network.shape().units());
  }

  /** The head's bias, [outputs]. */
  public static float[] headBias(Network network) {
    return Network.floats(network.parameter(Network.HEAD_BIAS));
  }

  private static LstmWeights lstmWeights(
      NetworkShape shape, int layer, INDArray input, INDArray recurrent, INDArray bias) {
    int inputs = shape.inputsOf(layer);
    return new LstmWeights(
        inputs,
        shape.units(),
        transposed(Network.floats(input), inputs),
        transposed(Network.floats(recurrent), shape.units()),
        Network.floats(bias));
  }

  private static void put(Network network, String name, float[] values) {
    INDArray parameter = network.parameter(name);
    try (INDArray given = Nd4j.create(values, parameter.shape(), 'c')) {
      parameter.assign(given);
    }
  }

  /** The transpose of a row-major matrix with the given number of rows. */
  private static float[] transposed(float[] matrix, int rows) {
    int columns = matrix.length / rows;
    float[] result = new float[matrix.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        result[column * rows + row] = matrix[row * columns + column];
      }
    }
    return result;
  }
}
