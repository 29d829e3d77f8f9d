package io.tidegate.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.kernel.lstm.LstmLayer;
import io.tidegate.kernel.model.LstmWeights;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WeightExchangeTest {
  private static final NetworkShape SHAPE = new NetworkShape(7, 16, 2, 4, 40, 3);

  @Test
  void whatIsLoadedComesOutTheSame() {
    SplittableRandom random = new SplittableRandom(1);
    LstmWeights lower = RandomWeights.layer(7, 16, random);
    float[] head = RandomWeights.uniform(4 * 16, random);
    float[] bias = RandomWeights.uniform(4, random);
    try (Network network = new Network(SHAPE)) {
      WeightExchange.load(lower, network, 0);
      WeightExchange.loadHead(head, bias, network);
      LstmWeights back = WeightExchange.layers(network).get(0);
      assertThat(back.inputWeights()).containsExactly(lower.inputWeights());
      assertThat(back.recurrentWeights()).containsExactly(lower.recurrentWeights());
      assertThat(back.bias()).containsExactly(lower.bias());
      assertThat(WeightExchange.head(network)).containsExactly(head);
      assertThat(WeightExchange.headBias(network)).containsExactly(bias);
    }
  }

  @Test
  void theKernelStepsExportedWeightsAsTheNetworkDoesAcrossChunks() {
    SplittableRandom random = new SplittableRandom(2);
    try (Network network = new Network(SHAPE)) {
      WeightExchange.load(RandomWeights.layer(7, 16, random), network, 0);
      WeightExchange.load(RandomWeights.layer(16, 16, random), network, 1);
      WeightExchange.loadHead(
          RandomWeights.uniform(4 * 16, random), RandomWeights.uniform(4, random), network);
      List<LstmLayer> layers =
          WeightExchange.layers(network).stream().map(LstmWeights::layer).toList();
      float[][][] hidden = new float[SHAPE.lanes()][2][16];
      float[][][] cell = new float[SHAPE.lanes()][2][16];
      Chunk chunk = new Chunk(SHAPE);
      for (int repeat = 0; repeat < 3; repeat++) {
        for (int t = 0; t < SHAPE.steps(); t++) {
          chunk.inputs[t] = RandomWeights.uniform(7 * SHAPE.lanes(), random);
        }
        float[][] predicted = network.predict(chunk);
        for (int row = 0; row < SHAPE.rows(); row++) {
          int t = row / SHAPE.lanes();
          int lane = row % SHAPE.lanes();
          float[] below = ofLane(chunk.inputs[t], lane);
          float[] said = kernel(layers, network, below, hidden[lane], cell[lane]);
          for (int k = 0; k < 4; k++) {
            assertThat(ofLane(predicted[t], lane)[k])
                .as("chunk %d step %d lane %d output %d", repeat, t, lane, k)
                .isCloseTo(said[k], within(1e-5f));
          }
        }
      }
    }
  }

  private static float[] ofLane(float[] values, int lane) {
    float[] own = new float[values.length / SHAPE.lanes()];
    for (int i = 0; i < own.length; i++) {
      own[i] = values[i * SHAPE.lanes() + lane];
    }
    return own;
  }

  private static float[] kernel(
      List<LstmLayer> layers, Network network, float[] inputs, float[][] hidden, float[][] cell) {
    float[] below = inputs;
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).step(below, hidden[i], cell[i], new float[64]);
      below = hidden[i];
    }
    float[] head = WeightExchange.head(network);
    float[] said = WeightExchange.headBias(network);
    for (int k = 0; k < said.length; k++) {
      for (int u = 0; u < 16; u++) {
        said[k] += head[k * 16 + u] * below[u];
      }
    }
    return said;
  }
}
