package io.tidegate.trainer.network;

import io.tidegate.kernel.lstm.Activations;

/**
 * One LSTM layer over the steps of a chunk, forwards and back through time. The matrix products are
 * {@link Affine}'s, the gates the kernel's own functions, so training sees the sigmoid and tanh
 * that production has. One thread.
 *
 * <p>A matrix of a step is [units][lanes]; pre-activations and gates are [4 units][lanes] in blocks
 * input, forget, candidate, output. Equations: model/README.md, sections 2 and 4.
 */
final class LstmPass implements AutoCloseable {
  private final int units;
  private final int inputs;
  private final int lanes;
  private final Affine affine;

  /** [T][4 units * lanes]. */
  private final float[][] gates;

  /** [T + 1][units * lanes]: cells before each step, and after the last. */
  private final float[][] cells;

  /** [T][units * lanes]: tanh of the cells after each step. */
  private final float[][] squashed;

  private final float[][] hidden;
  private final float[] byGates;
  private final float[] byCell;
  private final float[] byHidden;

  /** [(units, and the inputs if wanted) * lanes]. */
  private final float[] byJoined;

  /**
   * Makes room; every parameter is zero.
   *
   * @param wayDown whether gradients by the inputs are wanted
   */
  LstmPass(NetworkShape shape, int layer, boolean wayDown) {
    units = shape.units();
    inputs = shape.inputsOf(layer);
    lanes = shape.lanes();
    int size = units * lanes;
    int back = wayDown ? units + inputs : units;
    affine = new Affine(units + inputs, 4 * units, back, shape.steps(), lanes);
    gates = new float[shape.steps()][4 * size];
    cells = new float[shape.steps() + 1][size];
    squashed = new float[shape.steps()][size];
    hidden = new float[shape.steps()][size];
    byGates = new float[4 * size];
    byCell = new float[size];
    byHidden = new float[size];
    byJoined = new float[back * lanes];
  }

  /** Rows: the hidden values, the inputs, the bias; columns: the gates' blocks. */
  Affine affine() {
    return affine;
  }

  /**
   * Runs forwards.
   *
   * @param below [T][inputs * lanes]
   * @param firstHidden [units * lanes]: before the first step; after the last when this returns
   * @param firstCell the same of the cells
   * @return [T][units * lanes]: hidden values after each step; overwritten by the next pass
   */
  float[][] forward(float[][] below, float[] firstHidden, float[] firstCell) {
    System.arraycopy(firstCell, 0, cells[0], 0, firstCell.length);
    float[] before = firstHidden;
    for (int t = 0; t < gates.length; t++) {
      affine.put(t, 0, before, units);
      affine.put(t, units, below[t], inputs);
      affine.forward(t, gates[t]);
      activate(gates[t], firstCell.length);
      step(gates[t], cells[t], cells[t + 1], squashed[t], hidden[t]);
      before = hidden[t];
    }
    System.arraycopy(before, 0, firstHidden, 0, firstHidden.length);
    System.arraycopy(cells[gates.length], 0, firstCell, 0, firstCell.length);
    return hidden;
  }

  /** A loop for each block: the JIT makes vector instructions of each. */
  private static void activate(float[] gates, int size) {
    for (int k = 0; k < 2 * size; k++) {
      gates[k] = Activations.sigmoid(gates[k]);
    }
    for (int k = 2 * size; k < 3 * size; k++) {
      gates[k] = Activations.tanh(gates[k]);
    }
    for (int k = 3 * size; k < 4 * size; k++) {
      gates[k] = Activations.sigmoid(gates[k]);
    }
  }

  private static void step(
      float[] gates, float[] before, float[] after, float[] squashed, float[] hidden) {
    int size = before.length;
    for (int k = 0; k < size; k++) {
      after[k] = gates[size + k] * before[k] + gates[k] * gates[2 * size + k];
    }
    for (int k = 0; k < size; k++) {
      squashed[k] = Activations.tanh(after[k]);
    }
    for (int k = 0; k < size; k++) {
      hidden[k] = gates[3 * size + k] * squashed[k];
    }
  }

  /**
   * Runs backwards over the last forward pass; the gradient is the {@link #affine}'s then.
   *
   * @param byOutput [T][units * lanes]: by the hidden values of each step, from above
   * @param byBelow written: [T][inputs * lanes]; null: not wanted
   */
  void backward(float[][] byOutput, float[][] byBelow) {
    java.util.Arrays.fill(byCell, 0);
    java.util.Arrays.fill(byJoined, 0);
    affine.clearGradient();
    for (int t = gates.length - 1; t >= 0; t--) {
      for (int k = 0; k < byHidden.length; k++) {
        byHidden[k] = byOutput[t][k] + byJoined[k];
      }
      backThroughCell(gates[t], squashed[t]);
      backThroughGates(gates[t], cells[t]);
      backThroughOutput(gates[t], squashed[t]);
      affine.backward(t, byGates, byJoined);
      if (byBelow != null) {
        System.arraycopy(byJoined, units * lanes, byBelow[t], 0, inputs * lanes);
      }
    }
  }

  private void backThroughCell(float[] z, float[] tanh) {
    int size = byCell.length;
    for (int k = 0; k < size; k++) {
      byCell[k] += byHidden[k] * z[3 * size + k] * (1 - tanh[k] * tanh[k]);
    }
  }

  private void backThroughGates(float[] z, float[] before) {
    int size = byCell.length;
    for (int k = 0; k < size; k++) {
      byGates[k] = byCell[k] * z[2 * size + k] * z[k] * (1 - z[k]);
    }
    for (int k = 0; k < size; k++) {
      byGates[size + k] = byCell[k] * before[k] * z[size + k] * (1 - z[size + k]);
    }
    for (int k = 0; k < size; k++) {
      byGates[2 * size + k] = byCell[k] * z[k] * (1 - z[2 * size + k] * z[2 * size + k]);
    }
    for (int k = 0; k < size; k++) {
      byCell[k] *= z[size + k];
    }
  }

  private void backThroughOutput(float[] z, float[] tanh) {
    int size = byCell.length;
    for (int k = 0; k < size; k++) {
      float output = z[3 * size + k];
      byGates[3 * size + k] = byHidden[k] * tanh[k] * output * (1 - output);
    }
  }

  @Override
  public void close() {
    affine.close();
  }
}
