package io.tidegate.kernel.forecast;

import io.tidegate.kernel.lstm.Arithmetic;
import io.tidegate.kernel.lstm.LstmLayer;
import io.tidegate.kernel.model.LstmWeights;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.series.Part;
import io.tidegate.kernel.series.Recipe;
import io.tidegate.kernel.series.Recurrent;
import io.tidegate.kernel.series.SeriesState;

/**
 * A model made ready to compute: weights by column, and the vectors in between. One for each
 * thread.
 */
final class Network {
  private final Arithmetic arithmetic = Arithmetic.chosen();
  private final ModelShape shape;
  private final Recipe recipe;
  private final LstmLayer[] layers;

  /** The matrix [horizon][units + regressors]: what a hidden unit or a regressor adds to a step. */
  private final float[] columns;

  /** [horizon]. */
  private final float[] headBias;

  private final float[] input = new float[ModelShape.INPUTS];
  private final float[] gates;
  private final float[] regressors;

  Network(Model model, Recipe recipe) {
    this.recipe = recipe;
    this.shape = model.shape();
    this.layers = model.layers().stream().map(LstmWeights::layer).toArray(LstmLayer[]::new);
    this.gates = new float[4 * shape.units()];
    this.regressors = new float[shape.regressors()];
    this.headBias = model.headBias();
    this.columns = Arithmetic.columns(matrix(model));
  }

  private static float[][] matrix(Model model) {
    int units = model.shape().units();
    int regressors = model.shape().regressors();
    float[] head = model.head();
    float[] highway = model.highway();
    float[][] matrix = new float[model.shape().horizon()][units + regressors];
    for (int step = 0; step < matrix.length; step++) {
      System.arraycopy(head, step * units, matrix[step], 0, units);
      System.arraycopy(highway, step * regressors, matrix[step], units, regressors);
    }
    return matrix;
  }

  /** Moves hidden and cell of every layer over the newest row. */
  void step(SeriesState state, Features features) {
    step(state, 0, state.scaler().level(), features);
  }

  /**
   * Moves hidden and cell of every layer over an earlier row.
   *
   * @param ago in rows before the newest
   * @param level as it was after that row
   */
  void step(SeriesState state, int ago, double level, Features features) {
    Recurrent recurrent = state.recurrent();
    features.inputs(state, ago, level, input);
    float[] below = input;
    for (int i = 0; i < layers.length; i++) {
      layers[i].step(below, recurrent.hidden(i), recurrent.cell(i), gates);
      below = recurrent.hidden(i);
    }
  }

  /**
   * The point forecast of every step, as a difference from the newest value in units of the scale.
   *
   * @return a new [horizon]
   */
  float[] points(SeriesState state, Features features) {
    float[] points = headBias.clone();
    float[] hidden = state.recurrent().hidden(layers.length - 1);
    if (recipe.has(Part.LSTM)) {
      arithmetic.add(columns, 0, hidden, hidden.length, points);
    }
    if (recipe.has(Part.HIGHWAY)) {
      features.regressors(state, shape.lags(), regressors);
      arithmetic.add(columns, hidden.length, regressors, regressors.length, points);
    }
    return points;
  }
}
