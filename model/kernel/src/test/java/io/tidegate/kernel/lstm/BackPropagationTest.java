package io.tidegate.kernel.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.kernel.SharedData;
import java.io.IOException;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** The backward equations of model/README.md, held against the slope of the loss itself. */
class BackPropagationTest {
  private static final int INPUTS = 3;
  private static final int UNITS = 4;
  private static final int STEPS = 12;
  private static final double NUDGE = 1e-6;

  private final Random random = new Random(1997);
  private final double[][] x = gaussian(STEPS, INPUTS);
  private final double[][] targets = gaussian(STEPS, UNITS);
  private final double[] hidden = gaussian(1, UNITS)[0];
  private final double[] cell = gaussian(1, UNITS)[0];
  private final double[] w = gaussian(1, 4 * UNITS * INPUTS)[0];
  private final double[] u = gaussian(1, 4 * UNITS * UNITS)[0];
  private final double[] b = gaussian(1, 4 * UNITS)[0];
  private final TextbookLstm lower = new TextbookLstm(INPUTS, w, u, b);

  @Test
  void theGradientOfAllEightWeightBlocksAndOfTheBiasesIsTheSlopeOfTheLoss() {
    TextbookLstm.Gradient gradient = oneLayer();
    assertSlopes("input weights", w, gradient.inputWeights, this::lossOfOneLayer);
    assertSlopes("recurrent weights", u, gradient.recurrentWeights, this::lossOfOneLayer);
    assertSlopes("bias", b, gradient.bias, this::lossOfOneLayer);
  }

  @Test
  void theGradientReachesTheFirstStatesAndTheInputs() {
    TextbookLstm.Gradient gradient = oneLayer();
    assertSlopes("first hidden state", hidden, gradient.hidden, this::lossOfOneLayer);
    assertSlopes("first cell state", cell, gradient.cell, this::lossOfOneLayer);
    for (int t = 0; t < STEPS; t++) {
      assertSlopes("input at step " + t, x[t], gradient.x[t], this::lossOfOneLayer);
    }
  }

  @Test
  void whatTheUpperLayerSaysAboutItsInputsIsTheErrorOfTheLowerLayer() {
    double[] upperHidden = new double[UNITS];
    TextbookLstm upper =
        new TextbookLstm(
            UNITS,
            gaussian(1, 4 * UNITS * UNITS)[0],
            gaussian(1, 4 * UNITS * UNITS)[0],
            gaussian(1, 4 * UNITS)[0]);
    DoubleSupplier loss =
        () -> {
          double[][] between = outputs(lower.forward(x, hidden, cell));
          return loss(outputs(upper.forward(between, upperHidden, upperHidden)));
        };

    TextbookLstm.Tape below = lower.forward(x, hidden, cell);
    TextbookLstm.Tape above = upper.forward(outputs(below), upperHidden, upperHidden);
    TextbookLstm.Gradient down = upper.backward(above, errors(outputs(above)));
    TextbookLstm.Gradient gradient = lower.backward(below, down.x);

    assertSlopes("input weights of the lower layer", w, gradient.inputWeights, loss);
    assertSlopes("recurrent weights of the lower layer", u, gradient.recurrentWeights, loss);
    assertSlopes("bias of the lower layer", b, gradient.bias, loss);
  }

  @Test
  void theGradientsOfEveryGoldenCaseAreReproduced() throws IOException {
    JsonNode cases = new ObjectMapper().readTree(SharedData.file("oracle/lstm.json").toFile());
    assertThat(cases.size()).isPositive();
    for (JsonNode golden : cases) {
      TextbookLstm layer =
          new TextbookLstm(
              golden.get("inputs").asInt(),
              flat(golden.get("inputWeights")),
              flat(golden.get("recurrentWeights")),
              flat(golden.get("bias")));
      TextbookLstm.Tape tape =
          layer.forward(
              rows(golden.get("x")),
              flat(golden.get("initialHidden")),
              flat(golden.get("initialCell")));
      double[][] wanted = rows(golden.get("target"));
      double[][] errors = outputs(tape);
      for (int t = 0; t < errors.length; t++) {
        for (int k = 0; k < errors[t].length; k++) {
          errors[t][k] -= wanted[t][k];
        }
      }
      TextbookLstm.Gradient found = layer.backward(tape, errors);
      assertGolden(golden, "gradInputWeights", found.inputWeights);
      assertGolden(golden, "gradRecurrentWeights", found.recurrentWeights);
      assertGolden(golden, "gradBias", found.bias);
      assertGolden(golden, "gradInitialHidden", found.hidden);
      assertGolden(golden, "gradInitialCell", found.cell);
    }
  }

  private TextbookLstm.Gradient oneLayer() {
    TextbookLstm.Tape tape = lower.forward(x, hidden, cell);
    return lower.backward(tape, errors(outputs(tape)));
  }

  private double lossOfOneLayer() {
    return loss(outputs(lower.forward(x, hidden, cell)));
  }

  /** Half the sum of squared errors: its derivative by an output is the error itself. */
  private double loss(double[][] outputs) {
    double sum = 0;
    for (double[] row : errors(outputs)) {
      for (double error : row) {
        sum += 0.5 * error * error;
      }
    }
    return sum;
  }

  private double[][] errors(double[][] outputs) {
    double[][] errors = new double[STEPS][UNITS];
    for (int t = 0; t < STEPS; t++) {
      for (int k = 0; k < UNITS; k++) {
        errors[t][k] = outputs[t][k] - targets[t][k];
      }
    }
    return errors;
  }

  /** Copies of the hidden states after every step. */
  private static double[][] outputs(TextbookLstm.Tape tape) {
    double[][] outputs = new double[tape.x.length][];
    for (int t = 0; t < outputs.length; t++) {
      outputs[t] = tape.hidden[t + 1].clone();
    }
    return outputs;
  }

  /** Nudges every value both ways and compares the loss's slope with the derivative. */
  private static void assertSlopes(
      String what, double[] values, double[] derivatives, DoubleSupplier loss) {
    assertThat(derivatives).hasSameSizeAs(values);
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      values[i] = value + NUDGE;
      double above = loss.getAsDouble();
      values[i] = value - NUDGE;
      double below = loss.getAsDouble();
      values[i] = value;
      assertThat(derivatives[i])
          .as("%s, element %d", what, i)
          .isCloseTo((above - below) / (2 * NUDGE), within(1e-6));
    }
  }

  private static void assertGolden(JsonNode golden, String field, double[] found) {
    assertThat(found)
        .as("%s of case %s", field, golden.get("name").asText())
        .containsExactly(flat(golden.get(field)), within(1e-8));
  }

  private double[][] gaussian(int rows, int columns) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      for (int j = 0; j < columns; j++) {
        row[j] = random.nextGaussian();
      }
    }
    return values;
  }

  private static double[][] rows(JsonNode node) {
    double[][] rows = new double[node.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = flat(node.get(i));
    }
    return rows;
  }

  /** The numbers of a vector, or of a matrix row by row. */
  private static double[] flat(JsonNode node) {
    return node.isNumber()
        ? new double[] {node.asDouble()}
        : java.util.stream.StreamSupport.stream(node.spliterator(), false)
            .flatMapToDouble(part -> java.util.Arrays.stream(flat(part)))
            .toArray();
  }
}
