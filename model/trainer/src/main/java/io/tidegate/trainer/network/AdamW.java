package io.tidegate.trainer.network;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Adam with the weight decay outside the adaptive step: {@code w -= rate (decay w + adam(g))}. One
 * thread, one network.
 *
 * <p>Source: Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019.
 */
public final class AdamW {
  private final Adam settings = new Adam();
  private final Map<String, AdamUpdater> updaters = new HashMap<>();
  private final double decay;
  private int updates;

  /** Starts without memory of any gradient. */
  public AdamW(double decay) {
    this.decay = decay;
  }

  /** Moves every parameter of {@code network}; the gradients are overwritten. */
  public void update(Network network, Gradients gradients, double rate) {
    settings.setLearningRate(rate);
    for (String name : network.parameters()) {
      INDArray parameter = network.parameter(name);
      INDArray step = gradients.byParameter().get(name);
      updaters.computeIfAbsent(name, key -> updater(parameter)).applyUpdater(step, updates, 0);
      parameter.muli(1 - rate * decay).subi(step);
    }
    updates++;
  }

  private AdamUpdater updater(INDArray parameter) {
    AdamUpdater updater = new AdamUpdater(settings);
    INDArray memory = Nd4j.zeros(parameter.dataType(), 1, 2 * parameter.length());
    updater.setStateViewArray(memory, parameter.shape(), parameter.ordering(), true);
    return updater;
  }
}
