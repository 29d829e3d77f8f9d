package io.tidegate.trainer.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Stacked LSTM layers, dropout by a given mask and a linear head, on ND4J. The loss is the weighted
 * sum of squared errors. One thread.
 *
 * <p>The training loop stands outside: {@link #gradients} gives the gradients of one chunk, {@link
 * #parameter} the arrays to move.
 */
public final class Network implements AutoCloseable {
  /** [H + 1][K]: the head's weights, then its bias. */
  static final String HEAD = "head";

  private final NetworkShape shape;
  private final List<LstmPass> layers = new ArrayList<>();
  private final Affine head;
  private final Map<String, Affine> maps = new LinkedHashMap<>();

  /** [layers][T][values of a step]: what was done to the loss by a layer's hidden values. */
  private final float[][][] byHidden;

  private final float[] kept;
  private final float[] said;
  private final float[] byKept;

  /** Makes room; every parameter is zero. */
  public Network(NetworkShape shape) {
    this.shape = shape;
    int values = shape.units() * shape.lanes();
    for (int layer = 0; layer < shape.layers(); layer++) {
      layers.add(new LstmPass(shape, layer, layer > 0));
      maps.put(layer(layer), layers.get(layer).affine());
    }
    head = new Affine(shape.units(), shape.outputs(), shape.units(), shape.steps(), shape.lanes());
    maps.put(HEAD, head);
    byHidden = new float[shape.layers()][shape.steps()][values];
    kept = new float[values];
    byKept = new float[values];
    said = new float[shape.outputs() * shape.lanes()];
  }

  /** [H + D + 1][4 H]: the weights of the hidden values, of the inputs, and the bias. */
  static String layer(int layer) {
    return "layer" + layer;
  }

  /** The sizes. */
  public NetworkShape shape() {
    return shape;
  }

  /** The names of all parameters, in a fixed order. */
  public List<String> parameters() {
    return List.copyOf(maps.keySet());
  }

  /** The array of a parameter itself, column-major: who writes to it moves the network. */
  public INDArray parameter(String name) {
    return maps.get(name).parameter();
  }

  /**
   * Runs the chunk forwards and backwards and leaves the states after its last step in the chunk's
   * {@code hidden} and {@code cell}, so that the next chunk of the same lanes goes on from there:
   * gradients end at the chunk's first step, states do not (truncated back-propagation through
   * time). The arrays of the result are the network's own and hold until the next pass.
   */
  public Gradients gradients(Chunk chunk) {
    float[][] top = forward(chunk);
    head.clearGradient();
    double loss = 0;
    for (int t = 0; t < shape.steps(); t++) {
      say(top[t], chunk.dropout[t], t);
      loss += error(chunk.targets[t], chunk.weights[t]);
      head.backward(t, said, byKept);
      multiply(byKept, chunk.dropout[t], byHidden[shape.layers() - 1][t]);
    }
    for (int layer = shape.layers() - 1; layer >= 0; layer--) {
      layers.get(layer).backward(byHidden[layer], layer > 0 ? byHidden[layer - 1] : null);
    }
    Map<String, INDArray> gradients = new LinkedHashMap<>();
    maps.forEach((name, map) -> gradients.put(name, map.gradient()));
    return new Gradients(loss, gradients);
  }

  /**
   * The head's output for every step of the chunk, [T][K * B]; the states are moved as by {@link
   * #gradients}.
   */
  public float[][] predict(Chunk chunk) {
    float[][] top = forward(chunk);
    float[][] all = new float[shape.steps()][];
    for (int t = 0; t < shape.steps(); t++) {
      say(top[t], chunk.dropout[t], t);
      all[t] = said.clone();
    }
    return all;
  }

  private float[][] forward(Chunk chunk) {
    float[][] below = chunk.inputs;
    for (int layer = 0; layer < layers.size(); layer++) {
      below = layers.get(layer).forward(below, chunk.hidden[layer], chunk.cell[layer]);
    }
    return below;
  }

  private void say(float[] hidden, float[] dropout, int t) {
    multiply(hidden, dropout, kept);
    head.put(t, 0, kept, shape.units());
    head.forward(t, said);
  }

  /** Puts the gradient by what was said in its place and returns the loss. */
  private double error(float[] targets, float[] weights) {
    double loss = 0;
    for (int i = 0; i < said.length; i++) {
      float error = said[i] - targets[i];
      float weighted = weights[i] * error;
      loss += weighted * error;
      said[i] = 2 * weighted;
    }
    return loss;
  }

  private static void multiply(float[] one, float[] other, float[] product) {
    for (int i = 0; i < product.length; i++) {
      product[i] = one[i] * other[i];
    }
  }

  /** Frees the memory outside the heap. */
  @Override
  public void close() {
    maps.values().forEach(Affine::close);
  }
}
