package io.tidegate.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class AdamWTest {
  private static final NetworkShape SHAPE = new NetworkShape(1, 2, 1, 1, 2, 1);

  /** On the first update Adam's step is the rate in the gradient's direction, whatever its size. */
  @Test
  void theFirstUpdateDecaysTheWeightAndGoesOneRateAgainstTheGradient() {
    try (Network network = new Network(SHAPE)) {
      INDArray weight = network.parameter(Network.HEAD);
      weight.assign(2f);
      new AdamW(0.1).update(network, gradients(network, 0.25f), 0.01);
      assertThat(weight.getFloat(0)).isCloseTo(2 * (1 - 0.001f) - 0.01f, within(1e-5f));
    }
  }

  @Test
  void theSecondUpdateRemembersTheFirst() {
    try (Network network = new Network(SHAPE)) {
      AdamW optimiser = new AdamW(0);
      optimiser.update(network, gradients(network, 1f), 0.01);
      optimiser.update(network, gradients(network, 0f), 0.01);
      double mean = 0.9 * 0.1 / (1 - 0.81);
      double square = 0.999 * 0.001 / (1 - 0.999 * 0.999);
      double expected = -0.01 - 0.01 * mean / Math.sqrt(square);
      assertThat((double) network.parameter(Network.HEAD).getFloat(0))
          .isCloseTo(expected, within(1e-5));
    }
  }

  private static Gradients gradients(Network network, float value) {
    Map<String, INDArray> all = new HashMap<>();
    for (String name : network.parameters()) {
      all.put(name, network.parameter(name).ulike().assign(value));
    }
    return new Gradients(0, all);
  }
}
