package io.tidegate.benchmarks;

/** One step of an LSTM layer as it is written down, in float64. */
final class TextbookStep {
  private final float[] inputWeights;
  private final float[] recurrentWeights;
  private final float[] bias;

  TextbookStep(float[] inputWeights, float[] recurrentWeights, float[] bias) {
    this.inputWeights = inputWeights;
    this.recurrentWeights = recurrentWeights;
    this.bias = bias;
  }

  /** The hidden state that follows. */
  double[] hidden(float[] x, float[] hidden, float[] cell) {
    int units = hidden.length;
    double[] next = new double[units];
    for (int u = 0; u < units; u++) {
      double input = sigmoid(sum(u, x, hidden));
      double forget = sigmoid(sum(units + u, x, hidden));
      double candidate = Math.tanh(sum(2 * units + u, x, hidden));
      double output = sigmoid(sum(3 * units + u, x, hidden));
      next[u] = output * Math.tanh(forget * cell[u] + input * candidate);
    }
    return next;
  }

  private double sum(int row, float[] x, float[] hidden) {
    double sum = bias[row];
    for (int i = 0; i < x.length; i++) {
      sum += (double) inputWeights[row * x.length + i] * x[i];
    }
    for (int i = 0; i < hidden.length; i++) {
      sum += (double) recurrentWeights[row * hidden.length + i] * hidden[i];
    }
    return sum;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
