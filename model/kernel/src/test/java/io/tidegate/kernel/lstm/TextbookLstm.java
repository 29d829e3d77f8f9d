package io.tidegate.kernel.lstm;

/**
 * One LSTM layer in float64, forwards and backwards through time, as model/README.md writes it
 * down: an oracle, written for reading, not for speed.
 *
 * <p>Source of the backward pass: Werbos, "Backpropagation through time: what it does and how to do
 * it", Proceedings of the IEEE 78 (1990), applied to the forward equations of {@link LstmLayer}.
 */
final class TextbookLstm {
  private final int inputs;
  private final int units;

  /** [4 units][inputs], [4 units][units] and [4 units], row-major, blocks i, f, g, o. */
  private final double[] inputWeights;

  private final double[] recurrentWeights;
  private final double[] bias;

  TextbookLstm(int inputs, double[] inputWeights, double[] recurrentWeights, double[] bias) {
    this.inputs = inputs;
    this.units = bias.length / 4;
    this.inputWeights = inputWeights;
    this.recurrentWeights = recurrentWeights;
    this.bias = bias;
  }

  /** What the forward pass leaves for the backward pass. */
  static final class Tape {
    /** [T][inputs]. */
    final double[][] x;

    /** [T][4 units], after the activation functions. */
    final double[][] gates;

    /** [T + 1][units]; entry t + 1 is the state after step t. */
    final double[][] hidden;

    /** [T + 1][units]. */
    final double[][] cell;

    private Tape(double[][] x) {
      this.x = x;
      this.gates = new double[x.length][];
      this.hidden = new double[x.length + 1][];
      this.cell = new double[x.length + 1][];
    }
  }

  /** Derivatives of the loss by everything that the forward pass read. */
  static final class Gradient {
    /** [4 units][inputs]. */
    final double[] inputWeights;

    /** [4 units][units]. */
    final double[] recurrentWeights;

    /** [4 units]. */
    final double[] bias;

    /** [T][inputs]: what the layer below gets as its errors. */
    final double[][] x;

    /** [units], by the first hidden state. */
    final double[] hidden;

    /** [units], by the first cell state. */
    final double[] cell;

    private Gradient(int steps, int inputs, int units) {
      this.inputWeights = new double[4 * units * inputs];
      this.recurrentWeights = new double[4 * units * units];
      this.bias = new double[4 * units];
      this.x = new double[steps][inputs];
      this.hidden = new double[units];
      this.cell = new double[units];
    }
  }

  Tape forward(double[][] x, double[] firstHidden, double[] firstCell) {
    Tape tape = new Tape(x);
    tape.hidden[0] = firstHidden.clone();
    tape.cell[0] = firstCell.clone();
    for (int t = 0; t < x.length; t++) {
      double[] gates = gates(x[t], tape.hidden[t]);
      double[] hidden = new double[units];
      double[] cell = new double[units];
      for (int k = 0; k < units; k++) {
        double input = gates[k];
        double forget = gates[units + k];
        double candidate = gates[2 * units + k];
        double output = gates[3 * units + k];
        cell[k] = forget * tape.cell[t][k] + input * candidate;
        hidden[k] = output * Math.tanh(cell[k]);
      }
      tape.gates[t] = gates;
      tape.hidden[t + 1] = hidden;
      tape.cell[t + 1] = cell;
    }
    return tape;
  }

  private double[] gates(double[] x, double[] hidden) {
    double[] gates = new double[4 * units];
    for (int row = 0; row < gates.length; row++) {
      double sum = bias[row];
      for (int j = 0; j < inputs; j++) {
        sum += inputWeights[row * inputs + j] * x[j];
      }
      for (int j = 0; j < units; j++) {
        sum += recurrentWeights[row * units + j] * hidden[j];
      }
      boolean candidate = row / units == 2;
      gates[row] = candidate ? Math.tanh(sum) : sigmoid(sum);
    }
    return gates;
  }

  /**
   * Goes through the tape from its end to its beginning.
   *
   * @param errors [T][units]: the loss's derivative by the hidden state after each step, as far as
   *     it does not come from a later step of this layer
   */
  Gradient backward(Tape tape, double[][] errors) {
    Gradient gradient = new Gradient(errors.length, inputs, units);
    for (int t = errors.length - 1; t >= 0; t--) {
      double[] z = new double[4 * units];
      for (int k = 0; k < units; k++) {
        backThroughUnit(tape, t, k, errors[t][k] + gradient.hidden[k], gradient.cell, z);
      }
      backThroughSums(tape, t, z, gradient);
    }
    return gradient;
  }

  /**
   * From the error of one hidden value to the errors of its four pre-activations.
   *
   * @param hiddenError dL/dh[t]
   * @param cellErrors [units]: dL/dc[t] as far as it comes from step t + 1; becomes that of t - 1
   * @param z [4 units], filled
   */
  private void backThroughUnit(
      Tape tape, int t, int k, double hiddenError, double[] cellErrors, double[] z) {
    double input = tape.gates[t][k];
    double forget = tape.gates[t][units + k];
    double candidate = tape.gates[t][2 * units + k];
    double output = tape.gates[t][3 * units + k];
    double squashed = Math.tanh(tape.cell[t + 1][k]);

    double cellError = cellErrors[k] + hiddenError * output * (1 - squashed * squashed);
    z[k] = cellError * candidate * input * (1 - input);
    z[units + k] = cellError * tape.cell[t][k] * forget * (1 - forget);
    z[2 * units + k] = cellError * input * (1 - candidate * candidate);
    z[3 * units + k] = hiddenError * squashed * output * (1 - output);
    cellErrors[k] = cellError * forget;
  }

  /** From the errors of the pre-activations to weights, input and the hidden state before. */
  private void backThroughSums(Tape tape, int t, double[] z, Gradient gradient) {
    double[] earlier = new double[units];
    for (int row = 0; row < z.length; row++) {
      gradient.bias[row] += z[row];
      for (int j = 0; j < inputs; j++) {
        gradient.inputWeights[row * inputs + j] += z[row] * tape.x[t][j];
        gradient.x[t][j] += z[row] * inputWeights[row * inputs + j];
      }
      for (int j = 0; j < units; j++) {
        gradient.recurrentWeights[row * units + j] += z[row] * tape.hidden[t][j];
        earlier[j] += z[row] * recurrentWeights[row * units + j];
      }
    }
    System.arraycopy(earlier, 0, gradient.hidden, 0, units);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
