package io.tidegate.trainer.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Stacked LSTM layers, dropout by a given mask and a linear head, on ND4J. The loss is the weighted
 * sum of squared errors. One thread.
 *
 * <p>The training loop stands outside: {@link #gradients} gives the gradients of one chunk, {@link
 * #parameter} the arrays to move.
 */
public final class Network implements AutoCloseable {
  /** [K][H] transposed: [H][K]. */
  static final String HEAD = "head";

  /** [1][K]. */
  static final String HEAD_BIAS = "headBias";

  private final NetworkShape shape;
  private final Map<String, INDArray> parameters = new LinkedHashMap<>();

  /** Makes room; every parameter is zero. */
  public Network(NetworkShape shape) {
    this.shape = shape;
    long gates = 4L * shape.units();
    for (int layer = 0; layer < shape.layers(); layer++) {
      parameters.put(inputWeights(layer), zeros(shape.inputsOf(layer), gates));
      parameters.put(recurrentWeights(layer), zeros(shape.units(), gates));
      parameters.put(bias(layer), zeros(gates));
    }
    parameters.put(HEAD, zeros(shape.units(), shape.outputs()));
    parameters.put(HEAD_BIAS, zeros(1, shape.outputs()));
  }

  static String inputWeights(int layer) {
    return "inputWeights" + layer;
  }

  static String recurrentWeights(int layer) {
    return "recurrentWeights" + layer;
  }

  static String bias(int layer) {
    return "bias" + layer;
  }

  private static INDArray zeros(long... sizes) {
    return Nd4j.zeros(DataType.FLOAT, sizes);
  }

  /** The sizes. */
  public NetworkShape shape() {
    return shape;
  }

  /** The names of all parameters, in a fixed order. */
  public List<String> parameters() {
    return List.copyOf(parameters.keySet());
  }

  /** The array of a parameter itself: who writes to it moves the network. */
  public INDArray parameter(String name) {
    return parameters.get(name);
  }

  /** What the forward pass leaves for the backward one. */
  private record Forward(List<INDArray[]> layers, INDArray kept, INDArray dropout, INDArray said) {}

  /**
   * Runs the chunk forwards and backwards and leaves the states after its last step in the chunk's
   * {@code hidden} and {@code cell}, so that the next chunk of the same lanes goes on from there:
   * gradients end at the chunk's first step, states do not (truncated back-propagation through
   * time).
   */
  public Gradients gradients(Chunk chunk) {
    try (Scratch scratch = new Scratch()) {
      Forward forward = forward(chunk, scratch);
      int rows = shape.rows();
      INDArray weights = scratch.copyOf(chunk.weights, rows, shape.outputs());
      INDArray error = scratch.copyOf(chunk.targets, rows, shape.outputs());
      forward.said().subi(error, error);
      INDArray weighted = scratch.keep(error.mul(weights));
      double loss = scratch.keep(weighted.mul(error)).sumNumber().doubleValue();
      INDArray byOutput = weighted.muli(2);
      Map<String, INDArray> gradients = new LinkedHashMap<>();
      gradients.put(HEAD, forward.kept().transpose().mmul(byOutput));
      gradients.put(HEAD_BIAS, byOutput.sum(true, 0));
      INDArray byTop =
          scratch.keep(byOutput.mmul(parameter(HEAD).transpose())).muli(forward.dropout());
      backward(forward, byTop, gradients, scratch);
      return new Gradients(loss, gradients);
    }
  }

  /**
   * The head's output for every row of the chunk, [T * B][K]; the states are moved as by {@link
   * #gradients}.
   */
  public float[] predict(Chunk chunk) {
    try (Scratch scratch = new Scratch()) {
      return floats(forward(chunk, scratch).said());
    }
  }

  private Forward forward(Chunk chunk, Scratch scratch) {
    int steps = shape.steps();
    int lanes = shape.lanes();
    int units = shape.units();
    List<INDArray[]> layers = new ArrayList<>();
    INDArray below = scratch.copyOf(chunk.inputs, steps, lanes, shape.inputs());
    for (int layer = 0; layer < shape.layers(); layer++) {
      INDArray[] inputs = {
        below,
        parameter(inputWeights(layer)),
        parameter(recurrentWeights(layer)),
        parameter(bias(layer)),
        scratch.copyOf(chunk.hidden[layer], lanes, units),
        scratch.copyOf(chunk.cell[layer], lanes, units)
      };
      INDArray[] outputs = {
        scratch.zeros(steps, lanes, units), scratch.zeros(lanes, units), scratch.zeros(lanes, units)
      };
      LstmOps.forward(inputs, outputs);
      copy(outputs[1], chunk.hidden[layer]);
      copy(outputs[2], chunk.cell[layer]);
      layers.add(inputs);
      below = outputs[0];
    }
    INDArray dropout = scratch.copyOf(chunk.dropout, shape.rows(), units);
    INDArray kept = scratch.keep(below.reshape('c', shape.rows(), units).mul(dropout));
    INDArray said = scratch.keep(kept.mmul(parameter(HEAD))).addiRowVector(parameter(HEAD_BIAS));
    return new Forward(layers, kept, dropout, said);
  }

  /** From the top layer down: what a layer's input did to the loss is the next one's gradient. */
  private void backward(
      Forward forward, INDArray byTop, Map<String, INDArray> gradients, Scratch scratch) {
    INDArray byHidden = byTop.reshape('c', shape.steps(), shape.lanes(), shape.units());
    for (int layer = shape.layers() - 1; layer >= 0; layer--) {
      INDArray[] forwardInputs = forward.layers().get(layer);
      INDArray[] inputs = java.util.Arrays.copyOf(forwardInputs, forwardInputs.length + 1);
      inputs[forwardInputs.length] = byHidden;
      INDArray[] outputs = new INDArray[forwardInputs.length];
      for (int i = 0; i < outputs.length; i++) {
        outputs[i] = zeros(forwardInputs[i].shape());
      }
      LstmOps.backward(inputs, outputs);
      byHidden = scratch.keep(outputs[0]);
      gradients.put(inputWeights(layer), outputs[1]);
      gradients.put(recurrentWeights(layer), outputs[2]);
      gradients.put(bias(layer), outputs[3]);
      scratch.keep(outputs[4]);
      scratch.keep(outputs[5]);
    }
  }

  private static void copy(INDArray from, float[] to) {
    System.arraycopy(floats(from), 0, to, 0, to.length);
  }

  /** The values of an array of any layout in row-major order. */
  static float[] floats(INDArray array) {
    try (INDArray copy = array.dup('c')) {
      return copy.data().asFloat();
    }
  }

  /** Frees the parameters. */
  @Override
  public void close() {
    parameters.values().forEach(INDArray::close);
  }
}
