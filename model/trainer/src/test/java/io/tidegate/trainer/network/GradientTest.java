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
  void theGraphsGradientsEqualTheOracleForEveryWeightBlockAndBias() throws IOException {
    JsonNode cases = new ObjectMapper().readTree(SharedData.file("oracle/lstm.json").toFile());
    assertThat(cases).isNotEmpty();
    for (JsonNode one : cases) {
      compareWithOracle(one);
    }
  }

  /** A case of one unit is given a second one that is connected to nothing. */
  private static void compareWithOracle(JsonNode one) {
    int units = one.get("hidden").asInt();
    int inputs = one.get("inputs").asInt();
    int room = Math.max(2, units);
    NetworkShape shape = new NetworkShape(inputs, room, 1, room, one.get("steps").asInt(), 1);
    try (Network network = new Network(shape)) {
      WeightExchange.load(
          new LstmWeights(
              inputs,
              room,
              padded(floats(one.get("inputWeights")), units, inputs, room, inputs),
              padded(floats(one.get("recurrentWeights")), units, units, room, room),
              padded(floats(one.get("bias")), units, 1, room, 1)),
          network,
          0);
      WeightExchange.loadHead(identity(room), new float[room], network);
      Chunk chunk = new Chunk(shape);
      copy(floats(one.get("x")), chunk.inputs);
      copy(padded(floats(one.get("target")), 1, units, 1, room), chunk.targets);
      float[] half = new float[shape.steps() * units];
      java.util.Arrays.fill(half, 0.5f);
      copy(padded(half, 1, units, 1, room), chunk.weights);
      copy(padded(floats(one.get("initialHidden")), 1, units, 1, room), chunk.hidden[0]);
      copy(padded(floats(one.get("initialCell")), 1, units, 1, room), chunk.cell[0]);
      try (Gradients found = network.gradients(chunk)) {
        String name = one.get("name").asText();
        double loss = one.get("loss").asDouble();
        assertThat(found.loss()).as(name + " loss").isCloseTo(loss, within(1e-5 * loss));
        LstmWeights gradient = WeightExchange.gradient(network, found, 0);
        compareBlocks(
            name + " W",
            gradient.inputWeights(),
            padded(floats(one.get("gradInputWeights")), units, inputs, room, inputs));
        compareBlocks(
            name + " U",
            gradient.recurrentWeights(),
            padded(floats(one.get("gradRecurrentWeights")), units, units, room, room));
        compareBlocks(
            name + " b", gradient.bias(), padded(floats(one.get("gradBias")), units, 1, room, 1));
      }
      float[] last = floats(one.get("hidden_t").get(one.get("steps").asInt() - 1));
      assertThat(java.util.Arrays.copyOf(chunk.hidden[0], units))
          .containsExactly(last, within(1e-5f));
    }
  }

  /**
   * Blocks of [rows][columns], as many as there are, each put into zeros of [toRows][toColumns].
   */
  private static float[] padded(float[] from, int rows, int columns, int toRows, int toColumns) {
    int blocks = from.length / (rows * columns);
    float[] to = new float[blocks * toRows * toColumns];
    for (int i = 0; i < from.length; i++) {
      int block = i / (rows * columns);
      int row = i / columns % rows;
      to[(block * toRows + row) * toColumns + i % columns] = from[i];
    }
    return to;
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
    copy(RandomWeights.uniform(chunk.inputs.length, random), chunk.inputs);
    copy(RandomWeights.uniform(chunk.targets.length, random), chunk.targets);
    java.util.Arrays.fill(chunk.weights, 0.25f);
    double[][] x = rows(chunk.inputs, 2);
    double[][] targets = rows(chunk.targets, 2);
    try (Network network = new Network(shape)) {
      WeightExchange.load(lower, network, 0);
      WeightExchange.load(upper, network, 1);
      WeightExchange.loadHead(head, headBias, network);
      try (Gradients found = network.gradients(chunk)) {
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

  private static void copy(float[] from, float[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
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
