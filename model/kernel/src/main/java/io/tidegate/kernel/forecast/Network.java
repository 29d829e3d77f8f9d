package io.tidegate.kernel.forecast;

import io.tidegate.kernel.lstm.LstmLayer;
import io.tidegate.kernel.model.LstmWeights;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.series.Recurrent;
import io.tidegate.kernel.series.SeriesState;

/**
 * A model made ready to compute: weights by column, and the vectors in between. One for each
 * thread.
 */
final class Network {
  private final ModelShape shape;
  private final LstmLayer[] layers;

  /** [units + lags][horizon]: what one hidden unit or one lag adds to every step. */
  private final float[] columns;

  /** [horizon]. */
  private final float[] profileWeights;

  /** [horizon]. */
  private final float[] headBias;

  private final float[] input = new float[ModelShape.INPUTS];
  private final float[] gates;
  private final float[] lags;

  Network(Model model) {
    this.shape = model.shape();
    this.layers = model.layers().stream().map(LstmWeights::layer).toArray(LstmLayer[]::new);
    this.gates = new float[4 * shape.units()];
    this.lags = new float[shape.lags()];
    this.headBias = model.headBias();
    this.columns = new float[(shape.units() + shape.lags()) * shape.horizon()];
    this.profileWeights = new float[shape.horizon()];
    float[] head = model.head();
    float[] highway = model.highway();
    int width = shape.lags() + 1;
    for (int step = 0; step < shape.horizon(); step++) {
      for (int unit = 0; unit < shape.units(); unit++) {
        columns[unit * shape.horizon() + step] = head[step * shape.units() + unit];
      }
      for (int lag = 0; lag < shape.lags(); lag++) {
        columns[(shape.units() + lag) * shape.horizon() + step] = highway[step * width + lag];
      }
      profileWeights[step] = highway[step * width + shape.lags()];
    }
  }

  /** Moves hidden and cell of every layer over the row {@code ago} rows before the newest. */
  void step(SeriesState state, int ago, Features features) {
    Recurrent recurrent = state.recurrent();
    features.inputs(state, ago, input);
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
    for (int unit = 0; unit < hidden.length; unit++) {
      addColumn(unit, hidden[unit], points);
    }
    features.lagDeviations(state, lags);
    for (int lag = 0; lag < lags.length; lag++) {
      addColumn(hidden.length + lag, lags[lag], points);
    }
    for (int step = 0; step < points.length; step++) {
      float deviation = features.profileDeviation(state, step + 1);
      points[step] = Math.fma(profileWeights[step], deviation, points[step]);
    }
    return points;
  }

  private void addColumn(int column, float factor, float[] points) {
    int from = column * points.length;
    for (int step = 0; step < points.length; step++) {
      points[step] = Math.fma(columns[from + step], factor, points[step]);
    }
  }
}
