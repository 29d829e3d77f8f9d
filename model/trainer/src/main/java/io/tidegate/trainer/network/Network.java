package io.tidegate.trainer.network;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.config.LSTMActivations;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.config.LSTMDataFormat;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.config.LSTMDirectionMode;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.config.LSTMLayerConfig;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.weights.LSTMLayerWeights;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Stacked LSTM layers, dropout by a given mask and a linear head as one SameDiff graph. The loss is
 * the weighted sum of squared errors. One thread.
 *
 * <p>SameDiff's own {@code fit} cannot clip a gradient's norm, so the training loop stands outside:
 * {@link #gradients} gives the gradients of one chunk, {@link #parameter} the arrays to move.
 */
public final class Network implements AutoCloseable {
  /** [K][H] transposed: [H][K]. */
  static final String HEAD = "head";

  /** [K]. */
  static final String HEAD_BIAS = "headBias";

  private static final String LOSS = "loss";
  private static final String PREDICTION = "prediction";

  private final NetworkShape shape;
  private final SameDiff graph;
  private final List<String> parameters = new ArrayList<>();
  private final List<String> states = new ArrayList<>();

  /** Builds the graph; every parameter is zero. */
  public Network(NetworkShape shape) {
    PassMemory.install();
    this.shape = shape;
    this.graph = SameDiff.create();
    SDVariable top =
        graph.placeHolder("inputs", DataType.FLOAT, shape.steps(), shape.lanes(), shape.inputs());
    for (int layer = 0; layer < shape.layers(); layer++) {
      top = lstmLayer(layer, top);
    }
    SDVariable dropout = graph.placeHolder("dropout", DataType.FLOAT, shape.rows(), shape.units());
    SDVariable kept = graph.reshape(top, shape.rows(), shape.units()).mul(dropout);
    SDVariable prediction =
        kept.mmul(zeros(HEAD, shape.units(), shape.outputs()))
            .add(PREDICTION, zeros(HEAD_BIAS, shape.outputs()));
    SDVariable error =
        prediction.sub(graph.placeHolder("targets", DataType.FLOAT, shape.rows(), shape.outputs()));
    SDVariable weights =
        graph.placeHolder("weights", DataType.FLOAT, shape.rows(), shape.outputs());
    error.mul(error).mul(weights).sum(LOSS);
    graph.setLossVariables(LOSS);
    differentiateSilently();
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

  private SDVariable lstmLayer(int layer, SDVariable below) {
    int units = shape.units();
    SDVariable hidden = graph.placeHolder("hidden" + layer, DataType.FLOAT, shape.lanes(), units);
    SDVariable cell = graph.placeHolder("cell" + layer, DataType.FLOAT, shape.lanes(), units);
    LSTMLayerWeights weights =
        LSTMLayerWeights.builder()
            .weights(zeros(inputWeights(layer), shape.inputsOf(layer), 4L * units))
            .rWeights(zeros(recurrentWeights(layer), units, 4L * units))
            .bias(zeros(bias(layer), 4L * units))
            .build();
    LSTMLayerConfig configuration =
        LSTMLayerConfig.builder()
            .lstmdataformat(LSTMDataFormat.TNS)
            .directionMode(LSTMDirectionMode.FWD)
            .gateAct(LSTMActivations.SIGMOID)
            .cellAct(LSTMActivations.TANH)
            .outAct(LSTMActivations.TANH)
            .retFullSequence(true)
            .retLastH(true)
            .retLastC(true)
            .build();
    String[] names = {"sequence" + layer, "lastHidden" + layer, "lastCell" + layer};
    states.add(names[1]);
    states.add(names[2]);
    return graph.rnn.lstmLayer(names, below, cell, hidden, null, weights, configuration)[0];
  }

  private SDVariable zeros(String name, long... sizes) {
    parameters.add(name);
    return graph.var(name, Nd4j.zeros(DataType.FLOAT, sizes));
  }

  /** SameDiff prints every differentiated operation to the standard output. */
  private void differentiateSilently() {
    PrintStream out = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    try {
      graph.createGradFunction();
    } finally {
      System.setOut(out);
    }
  }

  /** The sizes. */
  public NetworkShape shape() {
    return shape;
  }

  /** The names of all parameters, in a fixed order. */
  public List<String> parameters() {
    return List.copyOf(parameters);
  }

  /** The array of a parameter itself: who writes to it moves the network. */
  public INDArray parameter(String name) {
    return graph.getVariable(name).getArr();
  }

  /**
   * Runs the chunk forwards and backwards and leaves the states after its last step in the chunk's
   * {@code hidden} and {@code cell}, so that the next chunk of the same lanes goes on from there:
   * gradients end at the chunk's first step, states do not (truncated back-propagation through
   * time).
   */
  public Gradients gradients(Chunk chunk) {
    Map<String, INDArray> given = placeholders(chunk);
    List<String> outputs = new ArrayList<>(states);
    outputs.add(LOSS);
    OutAndGrad found = graph.calculateGradientsAndOutputs(given, outputs, parameters);
    keepStates(found.getOutputs(), chunk);
    double loss = found.getOutputs().get(LOSS).getDouble(0);
    given.values().forEach(INDArray::close);
    PassMemory.endPass(found.getGradients().values());
    return new Gradients(loss, found.getGradients());
  }

  /**
   * The head's output for every row of the chunk, [T * B][K]; the states are moved as by {@link
   * #gradients}.
   */
  public float[] predict(Chunk chunk) {
    Map<String, INDArray> given = placeholders(chunk);
    List<String> outputs = new ArrayList<>(states);
    outputs.add(PREDICTION);
    Map<String, INDArray> found = graph.output(given, outputs);
    keepStates(found, chunk);
    float[] prediction = floats(found.get(PREDICTION));
    given.values().forEach(INDArray::close);
    PassMemory.endPass(List.of());
    return prediction;
  }

  private void keepStates(Map<String, INDArray> outputs, Chunk chunk) {
    for (int layer = 0; layer < shape.layers(); layer++) {
      copy(outputs.get(states.get(2 * layer)), chunk.hidden[layer]);
      copy(outputs.get(states.get(2 * layer + 1)), chunk.cell[layer]);
    }
  }

  private Map<String, INDArray> placeholders(Chunk chunk) {
    Map<String, INDArray> given = new HashMap<>();
    int rows = shape.rows();
    given.put("inputs", array(chunk.inputs, shape.steps(), shape.lanes(), shape.inputs()));
    given.put("dropout", array(chunk.dropout, rows, shape.units()));
    given.put("targets", array(chunk.targets, rows, shape.outputs()));
    given.put("weights", array(chunk.weights, rows, shape.outputs()));
    for (int layer = 0; layer < shape.layers(); layer++) {
      given.put("hidden" + layer, array(chunk.hidden[layer], shape.lanes(), shape.units()));
      given.put("cell" + layer, array(chunk.cell[layer], shape.lanes(), shape.units()));
    }
    return given;
  }

  private static INDArray array(float[] values, long... sizes) {
    return Nd4j.create(values, sizes, 'c');
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
    parameters.forEach(name -> parameter(name).close());
  }
}
