package io.tidegate.trainer.fit;

import io.tidegate.kernel.forecast.Features;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.series.SeriesState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts one series into runs without a fresh start inside, with the inputs of every row and what the
 * highway leaves to explain. One thread.
 */
final class RunBuilder implements SeriesWalk.Visitor {
  private final SeriesData series;
  private final int heldBackFrom;
  private final RowWeight weight;
  private final Features features;
  private final int horizon;
  private final int lags;
  private final float[] highway;
  private final List<Run> runs;

  private final float[] input = new float[ModelShape.INPUTS];
  private final float[] regressors;
  private float[] inputs = new float[0];
  private float[] targets = new float[0];
  private float[] weights = new float[0];
  private double[] values = new double[0];
  private double[] scales = new double[0];
  private int rows;

  /**
   * Starts.
   *
   * @param highway [horizon][regressors], row-major
   * @param runs where finished runs go
   */
  RunBuilder(
      SeriesData series,
      int heldBackFrom,
      Features features,
      ModelShape shape,
      float[] highway,
      List<Run> runs) {
    this.series = series;
    this.heldBackFrom = heldBackFrom;
    this.weight = new RowWeight(series.deviation(heldBackFrom));
    this.features = features;
    this.horizon = shape.horizon();
    this.lags = shape.lags();
    this.highway = highway;
    this.runs = runs;
    this.regressors = new float[shape.regressors()];
  }

  /** The runs of one series. */
  static List<Run> runsOf(
      SeriesData series,
      int heldBackFrom,
      io.tidegate.kernel.forecast.Forecaster forecaster,
      float[] highway) {
    List<Run> runs = new ArrayList<>();
    RunBuilder builder =
        new RunBuilder(
            series, heldBackFrom, forecaster.features(), forecaster.model().shape(), highway, runs);
    SeriesWalk.over(series, forecaster, builder);
    builder.endRun();
    return runs;
  }

  @Override
  public void row(SeriesState state, int index, int bridged) {
    if (index >= heldBackFrom) {
      return;
    }
    if (bridged < 0) {
      endRun();
    }
    for (int ago = bridged; ago > 0; ago--) {
      add(state, ago, Double.NaN);
    }
    add(state, 0, series.observations().get(index).value());
  }

  private void add(SeriesState state, int ago, double value) {
    ensureRoom();
    features.inputs(state, ago, input);
    System.arraycopy(input, 0, inputs, rows * input.length, input.length);
    values[rows] = value;
    scales[rows] = Features.scale(state);
    weights[rows] = Double.isNaN(value) ? 0 : (float) weight.of(scales[rows]);
    if (weights[rows] > 0) {
      explain(state, rows * horizon);
    }
    rows++;
  }

  /** Writes what the highway says into the row's targets, to be subtracted when the run ends. */
  private void explain(SeriesState state, int at) {
    features.regressors(state, lags, regressors);
    for (int h = 0; h < horizon; h++) {
      int from = h * regressors.length;
      float sum = 0;
      for (int i = 0; i < regressors.length; i++) {
        sum = Math.fma(highway[from + i], regressors[i], sum);
      }
      targets[at + h] = sum;
    }
  }

  private void ensureRoom() {
    if (rows == values.length) {
      int room = Math.max(64, rows + rows / 2);
      inputs = Arrays.copyOf(inputs, room * input.length);
      targets = Arrays.copyOf(targets, room * horizon);
      weights = Arrays.copyOf(weights, room);
      values = Arrays.copyOf(values, room);
      scales = Arrays.copyOf(scales, room);
    }
  }

  private void endRun() {
    for (int t = 0; t < rows; t++) {
      boolean any = false;
      for (int h = 1; h <= horizon; h++) {
        int at = t * horizon + h - 1;
        double ahead = t + h < rows && weights[t] > 0 ? values[t + h] : Double.NaN;
        targets[at] = (float) ((ahead - values[t]) / scales[t] - targets[at]);
        any |= !Float.isNaN(targets[at]);
      }
      weights[t] = any ? weights[t] : 0;
    }
    if (rows > 1) {
      runs.add(
          new Run(
              rows,
              Arrays.copyOf(inputs, rows * input.length),
              Arrays.copyOf(targets, rows * horizon),
              Arrays.copyOf(weights, rows)));
    }
    rows = 0;
  }
}
