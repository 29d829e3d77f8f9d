package io.tidegate.trainer.memory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * The plain recurrent network, {@code h[t] = tanh(x[t] W + h[t-1] U + b)}: Deeplearning4j's
 * SimpleRnn. One thread.
 */
final class PlainRecurrence implements Recurrence {
  private final int units;
  private final MultiLayerNetwork network;
  private long steps;

  /**
   * Starts with Gaussian weights.
   *
   * @param gain the recurrent weights' deviation times the root of the units: with 1 the largest
   *     eigenvalue has a magnitude of about 1
   */
  PlainRecurrence(int inputs, int units, double gain, Random random) {
    this.units = units;
    this.network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .updater(new NoOp())
                .trainingWorkspaceMode(WorkspaceMode.NONE)
                .inferenceWorkspaceMode(WorkspaceMode.NONE)
                .list()
                .layer(
                    new SimpleRnn.Builder()
                        .nIn(inputs)
                        .nOut(units)
                        .activation(Activation.TANH)
                        .build())
                .build());
    network.init();
    network.getParam("0_W").assign(Start.gaussian(random, inputs, units, 1 / Math.sqrt(inputs)));
    network.getParam("0_RW").assign(Start.gaussian(random, units, units, gain / Math.sqrt(units)));
    network.getParam("0_b").assign(0);
  }

  @Override
  public INDArray forward(INDArray inputs) {
    steps = inputs.size(0);
    network.setInput(inputs.permute(1, 2, 0).dup('f'));
    return lastOf(network.feedForward(true, false).get(1)).dup('c');
  }

  private INDArray lastOf(INDArray everyStep) {
    return everyStep.get(
        NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(everyStep.size(2) - 1));
  }

  @Override
  public Backward backward(INDArray byLast) {
    INDArray byHidden = Nd4j.create(new long[] {byLast.size(0), units, steps}, 'f');
    lastOf(byHidden).assign(byLast);
    Pair<Gradient, INDArray> found =
        network.backpropGradient(byHidden, LayerWorkspaceMgr.noWorkspaces());
    Map<String, INDArray> byParameter = new LinkedHashMap<>(found.getFirst().gradientForVariable());
    return new Backward(byParameter, found.getSecond().permute(2, 0, 1));
  }

  @Override
  public Map<String, INDArray> parameters() {
    return network.paramTable();
  }

  @Override
  public int units() {
    return units;
  }
}
