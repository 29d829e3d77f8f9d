package io.tidegate.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.kernel.model.LstmWeights;
import io.tidegate.trainer.SharedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GradientTest {
  private static final String[] BLOCKS = {"input", "forget", "candidate", "output"};

  @Test
  void theNetworksGradientsEqualTheOracleForEveryWeightBlockAndBias() throws IOException {
    JsonNode cases = new ObjectMapper().readTree(SharedData.file("oracle/lstm.json").toFile());
    assertThat(cases).isNotEmpty();
    for (JsonNode one : cases) {
      compareWithOracle(one);
    }
  }

  private static void compareWithOracle(JsonNode one) {
    int units = one.get("hidden").asInt();
    int inputs = one.get("inputs").asInt();
    NetworkShape shape = new NetworkShape(inputs, units, 1, units, one.get("steps").asInt(), 1);
    try (Network network = new Network(shape)) {
      WeightExchange.load(
          new LstmWeights(
              inputs,
              units,
              floats(one.get("inputWeights")),
              floats(one.get("recurrentWeights")),
              floats(one.get("bias"))),
          network,
          0);
      WeightExchange.loadHead(identity(units), new float[units], network);
      Chunk chunk = new Chunk(shape);
      copy(floats(one.get("x")), chunk.inputs);
      copy(floats(one.get("target")), chunk.targets);
      fill(chunk.weights, 0.5f);
      chunk.hidden[0] = floats(one.get("initialHidden"));
      chunk.cell[0] = floats(one.get("initialCell"));
      Gradients found = network.gradients(chunk);
      String name = one.get("name").asText();
      double loss = one.get("loss").asDouble();
      assertThat(found.loss()).as(name + " loss").isCloseTo(loss, within(1e-5 * loss));
      LstmWeights gradient = WeightExchange.gradient(network, found, 0);
      compareBlocks(name + " W", gradient.inputWeights(), floats(one.get("gradInputWeights")));
      compareBlocks(
          name + " U", gradient.recurrentWeights(), floats(one.get("gradRecurrentWeights")));
      compareBlocks(name + " b", gradient.bias(), floats(one.get("gradBias")));
      float[] last = floats(one.get("hidden_t").get(one.get("steps").asInt() - 1));
      assertThat(chunk.hidden[0]).containsExactly(last, within(1e-5f));
    }
  }

  private static void compareBlocks(String name, float[] found, float[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    int size = expected.length / BLOCKS.length;
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i])
          .as(name + " of the " + BLOCKS[i / size] + " gate, element " + i % size)
          .isCloseTo(expected[i], within(2e-5f * Math.max(1, largest)));
    }
  }

  /** Needs nothing beside the checkout. */
  @Test
  void theGradientsOfStackedLayersAndHeadEqualCentralDifferences() {
    NetworkShape shape = new NetworkShape(2, 3, 2, 2, 5, 1);
    SplittableRandom random = new SplittableRandom(5);
    LstmWeights lower = RandomWeights.layer(2, 3, random);
    LstmWeights upper = RandomWeights.layer(3, 3, random);
    float[] head = RandomWeights.uniform(6, random);
    float[] headBias = RandomWeights.uniform(2, random);
    Chunk chunk = new Chunk(shape);
    float[] values = RandomWeights.uniform(10, random);
    float[] aims = RandomWeights.uniform(10, random);
    copy(values, chunk.inputs);
    copy(aims, chunk.targets);
    fill(chunk.weights, 0.25f);
    double[][] x = rows(values, 2);
    double[][] targets = rows(aims, 2);
    try (Network network = new Network(shape)) {
      WeightExchange.load(lower, network, 0);
      WeightExchange.load(upper, network, 1);
      WeightExchange.loadHead(head, headBias, network);
      Gradients found = network.gradients(chunk);
      List<double[][]> layers =
          new ArrayList<>(List.of(PlainNetwork.rows(lower), PlainNetwork.rows(upper)));
      double[] bias = {headBias[0], headBias[1]};
      for (int layer = 0; layer < 2; layer++) {
        double[][] rows = layers.get(layer);
        double[][] gradient = PlainNetwork.rows(WeightExchange.gradient(network, found, layer));
        for (int row = 0; row < rows.length; row++) {
          for (int column = 0; column < rows[row].length; column++) {
            double was = rows[row][column];
            rows[row][column] = was + 1e-5;
            double above = PlainNetwork.loss(layers, 3, rows(head, 3), bias, x, targets, 0.25);
            rows[row][column] = was - 1e-5;
            double below = PlainNetwork.loss(layers, 3, rows(head, 3), bias, x, targets, 0.25);
            rows[row][column] = was;
            assertThat(gradient[row][column])
                .as("layer %d row %d column %d", layer, row, column)
                .isCloseTo((above - below) / 2e-5, within(1e-5));
          }
        }
      }
    }
  }

  /** Several lanes: the only test in which they differ. */
  @Test
  void theGradientsOfManyLanesEqualThoseOfDeeplearning4jsOwnOperation() {
    NetworkShape shape = new NetworkShape(7, 16, 1, 16, 30, 5);
    SplittableRandom random = new SplittableRandom(8);
    LstmWeights weights = RandomWeights.layer(7, 16, random);
    Chunk chunk = new Chunk(shape);
    for (float[][] part : List.of(chunk.inputs, chunk.targets, chunk.hidden, chunk.cell)) {
      for (int i = 0; i < part.length; i++) {
        part[i] = RandomWeights.uniform(part[i].length, random);
      }
    }
    fill(chunk.weights, 0.5f);
    try (Network network = new Network(shape)) {
      WeightExchange.load(weights, network, 0);
      WeightExchange.loadHead(identity(16), new float[16], network);
      LstmWeights expected = OperationGradient.of(weights, chunk, 5);
      LstmWeights found = WeightExchange.gradient(network, network.gradients(chunk), 0);
      compareBlocks("W", found.inputWeights(), expected.inputWeights());
      compareBlocks("U", found.recurrentWeights(), expected.recurrentWeights());
      compareBlocks("b", found.bias(), expected.bias());
    }
  }

  private static double[][] rows(float[] values, int width) {
    double[][] rows = new double[values.length / width][width];
    for (int i = 0; i < values.length; i++) {
      rows[i / width][i % width] = values[i];
    }
    return rows;
  }

  private static float[] identity(int size) {
    float[] matrix = new float[size * size];
    for (int i = 0; i < size; i++) {
      matrix[i * size + i] = 1;
    }
    return matrix;
  }

  /** With one lane a step's values are the row's. */
  private static void copy(float[] from, float[][] to) {
    for (int t = 0; t < to.length; t++) {
      System.arraycopy(from, t * to[t].length, to[t], 0, to[t].length);
    }
  }

  private static void fill(float[][] steps, float value) {
    for (float[] step : steps) {
      java.util.Arrays.fill(step, value);
    }
  }

  private static float[] floats(JsonNode node) {
    List<Float> values = new ArrayList<>();
    collect(node, values);
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }

  private static void collect(JsonNode node, List<Float> values) {
    if (node.isArray()) {
      node.forEach(child -> collect(child, values));
    } else {
      values.add((float) node.asDouble());
    }
  }
}
