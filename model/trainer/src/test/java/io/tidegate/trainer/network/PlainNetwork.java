package io.tidegate.trainer.network;

import io.tidegate.kernel.model.LstmWeights;
import java.util.List;

/**
 * The forward pass of stacked LSTM layers and a head in float64, written from the equations: what
 * the graph's gradients are measured against by central differences.
 */
final class PlainNetwork {
  private PlainNetwork() {}

  /** The weighted sum of squared errors of one lane that starts from zero state. */
  static double loss(
      List<double[][]> layers,
      int units,
      double[][] head,
      double[] headBias,
      double[][] x,
      double[][] targets,
      double weight) {
    double[][] hidden = new double[layers.size()][units];
    double[][] cell = new double[layers.size()][units];
    double loss = 0;
    for (int t = 0; t < x.length; t++) {
      double[] below = x[t];
      for (int i = 0; i < layers.size(); i++) {
        step(layers.get(i), below, hidden[i], cell[i]);
        below = hidden[i];
      }
      for (int k = 0; k < headBias.length; k++) {
        double said = headBias[k];
        for (int u = 0; u < units; u++) {
          said += head[k][u] * below[u];
        }
        loss += weight * (said - targets[t][k]) * (said - targets[t][k]);
      }
    }
    return loss;
  }

  /** One layer as {W [4H][D], U [4H][H], b [1][4H]} flattened to rows of [D + H + 1]. */
  private static void step(double[][] rows, double[] below, double[] hidden, double[] cell) {
    int units = hidden.length;
    double[] gates = new double[4 * units];
    for (int row = 0; row < gates.length; row++) {
      double sum = rows[row][below.length + units];
      for (int j = 0; j < below.length; j++) {
        sum += rows[row][j] * below[j];
      }
      for (int j = 0; j < units; j++) {
        sum += rows[row][below.length + j] * hidden[j];
      }
      gates[row] = sum;
    }
    for (int u = 0; u < units; u++) {
      double input = sigmoid(gates[u]);
      double forget = sigmoid(gates[units + u]);
      double candidate = Math.tanh(gates[2 * units + u]);
      double output = sigmoid(gates[3 * units + u]);
      cell[u] = forget * cell[u] + input * candidate;
      hidden[u] = output * Math.tanh(cell[u]);
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static double[][] rows(LstmWeights weights) {
    int width = weights.inputs() + weights.units() + 1;
    double[][] rows = new double[4 * weights.units()][width];
    for (int row = 0; row < rows.length; row++) {
      for (int j = 0; j < weights.inputs(); j++) {
        rows[row][j] = weights.inputWeights()[row * weights.inputs() + j];
      }
      for (int j = 0; j < weights.units(); j++) {
        rows[row][weights.inputs() + j] = weights.recurrentWeights()[row * weights.units() + j];
      }
      rows[row][width - 1] = weights.bias()[row];
    }
    return rows;
  }
}
