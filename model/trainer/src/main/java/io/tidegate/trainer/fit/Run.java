package io.tidegate.trainer.fit;

/**
 * Consecutive rows of one series, the filled-in ones among them, as the LSTM is trained on them.
 * Owns its arrays; who reads them must not write.
 */
final class Run {
  private final int rows;
  private final float[] inputs;
  private final float[] targets;
  private final float[] weights;

  /**
   * Takes the arrays over.
   *
   * @param inputs [rows][inputs]
   * @param targets [rows][horizon]: (x[t+h] - x[t]) / s less what the highway says; NaN where
   *     missing
   * @param weights [rows]: 0 for a row without any target
   */
  Run(int rows, float[] inputs, float[] targets, float[] weights) {
    this.rows = rows;
    this.inputs = inputs;
    this.targets = targets;
    this.weights = weights;
  }

  int rows() {
    return rows;
  }

  float[] inputs() {
    return inputs;
  }

  float[] targets() {
    return targets;
  }

  float[] weights() {
    return weights;
  }

  /** Whether any row has a target. */
  boolean teaches() {
    for (float weight : weights) {
      if (weight > 0) {
        return true;
      }
    }
    return false;
  }
}
