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
 * <p>The kernel keeps [4 H][inputs] and [4 H][H], row-major, whose rows are the gate blocks i, f,
 * g, o, and a bias for each row. The network keeps one matrix, column-major, whose columns are
 * those rows: the row of the recurrent weights, that of the input weights, the bias.
 */
public final class WeightExchange {
  private WeightExchange() {}

  /** Puts one layer's weights into the network. */
  public static void load(LstmWeights weights, Network network, int layer) {
    put(
        network,
        Network.layer(layer),
        weights.recurrentWeights(),
        weights.inputWeights(),
        weights.bias());
  }

  /**
   * Puts a head into the network.
   *
   * @param head [outputs][units], row-major
   * @param bias [outputs]
   */
  public static void loadHead(float[] head, float[] bias, Network network) {
    put(network, Network.HEAD, head, bias);
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
      layers.add(lstmWeights(network, layer, network.parameter(Network.layer(layer))));
    }
    return layers;
  }

  /** The gradient of one layer in the kernel's layout. */
  public static LstmWeights gradient(Network network, Gradients gradients, int layer) {
    return lstmWeights(network, layer, gradients.byParameter().get(Network.layer(layer)));
  }

  /** The head, [outputs][units]. */
  public static float[] head(Network network) {
    return rows(network.parameter(Network.HEAD), 0, network.shape().units());
  }

  /** The head's bias, [outputs]. */
  public static float[] headBias(Network network) {
    return rows(network.parameter(Network.HEAD), network.shape().units(), 1);
  }

  private static LstmWeights lstmWeights(Network network, int layer, INDArray joined) {
    int inputs = network.shape().inputsOf(layer);
    int units = network.shape().units();
    return new LstmWeights(
        inputs,
        units,
        rows(joined, units, inputs),
        rows(joined, 0, units),
        rows(joined, units + inputs, 1));
  }

  /** Every part is [columns][as many as it has for each], joined column by column. */
  private static void put(Network network, String name, float[]... parts) {
    INDArray parameter = network.parameter(name);
    int columns = parameter.columns();
    float[] joined = new float[(int) parameter.length()];
    int at = 0;
    for (int column = 0; column < columns; column++) {
      for (float[] part : parts) {
        int width = part.length / columns;
        System.arraycopy(part, column * width, joined, at, width);
        at += width;
      }
    }
    try (INDArray given = Nd4j.create(joined, parameter.shape(), 'f')) {
      parameter.assign(given);
    }
  }

  /** Some rows of a column-major matrix, column after column. */
  private static float[] rows(INDArray matrix, int from, int count) {
    int columns = matrix.columns();
    int height = matrix.rows();
    float[] all;
    try (INDArray copy = matrix.dup('f')) {
      all = copy.data().asFloat();
    }
    float[] part = new float[columns * count];
    for (int column = 0; column < columns; column++) {
      System.arraycopy(all, column * height + from, part, column * count, count);
    }
    return part;
  }
}
