package io.tidegate.kernel.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.kernel.SharedData;
import io.tidegate.kernel.model.LstmWeights;
import io.tidegate.kernel.model.ShippedModel;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LstmLayerTest {
  private static final double TOLERANCE = 1e-5;

  @Test
  void everyStepOfEveryGoldenCaseIsReproduced() throws IOException {
    JsonNode cases = new ObjectMapper().readTree(SharedData.file("oracle/lstm.json").toFile());
    assertThat(cases.size()).isPositive();
    for (JsonNode golden : cases) {
      int inputs = golden.get("inputs").asInt();
      int units = golden.get("hidden").asInt();
      LstmLayer layer =
          new LstmLayer(
              inputs,
              units,
              flat(golden.get("inputWeights")),
              flat(golden.get("recurrentWeights")),
              flat(golden.get("bias")));
      float[] hidden = flat(golden.get("initialHidden"));
      float[] cell = flat(golden.get("initialCell"));
      for (int t = 0; t < golden.get("steps").asInt(); t++) {
        layer.step(flat(golden.get("x").get(t)), hidden, cell, new float[4 * units]);
        assertThat(hidden).containsExactly(flat(golden.get("hidden_t").get(t)), within(1e-5f));
        assertThat(cell).containsExactly(flat(golden.get("cell_t").get(t)), within(1e-5f));
      }
    }
  }

  @Test
  void theEquationsHoldAgainstAPlainFloat64Evaluation() {
    int inputs = 3;
    int units = 5;
    Random random = new Random(7);
    float[] w = gaussian(random, 4 * units * inputs);
    float[] u = gaussian(random, 4 * units * units);
    float[] b = gaussian(random, 4 * units);
    LstmLayer layer = new LstmLayer(inputs, units, w, u, b);
    float[] hidden = new float[units];
    float[] cell = new float[units];
    double[] h = new double[units];
    double[] c = new double[units];
    for (int t = 0; t < 200; t++) {
      float[] x = gaussian(random, inputs);
      layer.step(x, hidden, cell, new float[4 * units]);
      evaluate(x, h, c, w, u, b);
      for (int k = 0; k < units; k++) {
        assertThat((double) hidden[k]).isCloseTo(h[k], within(TOLERANCE));
        assertThat((double) cell[k]).isCloseTo(c[k], within(TOLERANCE));
      }
    }
  }

  @Test
  void float32StaysBesideFloat64OverALongRunOfTheShippedWeights() {
    LstmWeights weights = ShippedModel.load().layers().get(0);
    int inputs = weights.inputs();
    int units = weights.units();
    TextbookLstm exact =
        new TextbookLstm(
            inputs,
            doubles(weights.inputWeights()),
            doubles(weights.recurrentWeights()),
            doubles(weights.bias()));
    LstmLayer layer = weights.layer();
    float[] hidden = new float[units];
    float[] cell = new float[units];
    double[] h = new double[units];
    double[] c = new double[units];
    double[] largest = new double[2];
    Random random = new Random(3);
    for (int t = 0; t < 40_000; t++) {
      float[] x = gaussian(random, inputs);
      layer.step(x, hidden, cell, new float[4 * units]);
      TextbookLstm.Tape tape = exact.forward(new double[][] {doubles(x)}, h, c);
      h = tape.hidden[1];
      c = tape.cell[1];
      int half = t / 20_000;
      for (int k = 0; k < units; k++) {
        largest[half] = Math.max(largest[half], Math.abs(hidden[k] - h[k]));
      }
    }
    assertThat(largest[0]).isLessThan(2e-5);
    assertThat(largest[1]).as("no drift").isLessThan(2e-5);
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  @Test
  void oneByOneEqualsAPassOverTheSequenceBitForBit() {
    int inputs = 7;
    int units = 16;
    int steps = 300;
    Random random = new Random(8);
    float[] w = gaussian(random, 4 * units * inputs);
    float[] u = gaussian(random, 4 * units * units);
    float[] b = gaussian(random, 4 * units);
    float[] sequence = gaussian(random, steps * inputs);
    float[] hidden = new float[units];
    float[] cell = new float[units];
    LstmLayer layer = new LstmLayer(inputs, units, w, u, b);
    for (int t = 0; t < steps; t++) {
      float[] x = Arrays.copyOfRange(sequence, t * inputs, (t + 1) * inputs);
      layer.step(x, hidden, cell, new float[4 * units]);
    }
    assertThat(hidden).isEqualTo(lastHiddenOfAPass(sequence, steps, inputs, units, w, u, b));
  }

  /** What the inputs add is computed for the whole sequence first, row by row, then the rest. */
  private static float[] lastHiddenOfAPass(
      float[] sequence, int steps, int inputs, int units, float[] w, float[] u, float[] b) {
    int rows = 4 * units;
    float[][] gates = new float[steps][rows];
    for (int row = 0; row < rows; row++) {
      for (int t = 0; t < steps; t++) {
        gates[t][row] = b[row];
        for (int j = 0; j < inputs; j++) {
          gates[t][row] = Math.fma(w[row * inputs + j], sequence[t * inputs + j], gates[t][row]);
        }
      }
    }
    float[] hidden = new float[units];
    float[] cell = new float[units];
    for (float[] gate : gates) {
      for (int row = 0; row < rows; row++) {
        for (int j = 0; j < units; j++) {
          gate[row] = Math.fma(u[row * units + j], hidden[j], gate[row]);
        }
      }
      for (int k = 0; k < units; k++) {
        float kept = Activations.sigmoid(gate[units + k]);
        float added = Activations.sigmoid(gate[k]) * Activations.tanh(gate[2 * units + k]);
        cell[k] = Math.fma(kept, cell[k], added);
        hidden[k] = Activations.sigmoid(gate[3 * units + k]) * Activations.tanh(cell[k]);
      }
    }
    return hidden;
  }

  @Test
  void anOpenForgetGateAndAClosedInputGateKeepTheCellForEver() {
    float[] bias = {-100, 100, 0, 0};
    LstmLayer layer = new LstmLayer(1, 1, new float[] {1, 1, 1, 1}, new float[4], bias);
    float[] hidden = {0};
    float[] cell = {.625f};
    for (int t = 0; t < 10_000; t++) {
      layer.step(new float[] {t % 3 - 1}, hidden, cell, new float[4]);
    }
    assertThat(cell[0]).isEqualTo(.625f);
  }

  private static void evaluate(float[] x, double[] h, double[] c, float[] w, float[] u, float[] b) {
    int units = h.length;
    double[] gates = new double[4 * units];
    for (int row = 0; row < gates.length; row++) {
      gates[row] = b[row];
      for (int j = 0; j < x.length; j++) {
        gates[row] += (double) w[row * x.length + j] * x[j];
      }
      for (int j = 0; j < units; j++) {
        gates[row] += u[row * units + j] * h[j];
      }
    }
    for (int k = 0; k < units; k++) {
      double input = 1 / (1 + Math.exp(-gates[k]));
      double forget = 1 / (1 + Math.exp(-gates[units + k]));
      double candidate = Math.tanh(gates[2 * units + k]);
      double output = 1 / (1 + Math.exp(-gates[3 * units + k]));
      c[k] = forget * c[k] + input * candidate;
      h[k] = output * Math.tanh(c[k]);
    }
  }

  private static float[] gaussian(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Row-major numbers of a scalar, a vector or a matrix. */
  private static float[] flat(JsonNode node) {
    if (node.isNumber()) {
      return new float[] {(float) node.asDouble()};
    }
    float[][] parts = new float[node.size()][];
    int size = 0;
    for (int i = 0; i < parts.length; i++) {
      parts[i] = flat(node.get(i));
      size += parts[i].length;
    }
    float[] all = new float[size];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
