package io.tidegate.kernel.forecast;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.series.SeriesState;

/** What a record does to the parts of a forecast, one part at a time; in their package. */
public final class ForecastParts {
  private final SeriesState state;
  private final Features features;
  private final Network network;

  /** The parts of a warm series' forecast. */
  public ForecastParts(SeriesState state, Model model, ForecasterSettings settings) {
    this.state = state;
    this.features = new Features(settings);
    this.network = new Network(model, features.recipe());
  }

  /** The LSTM takes the newest row. */
  public float[] lstm() {
    network.step(state, features);
    return state.recurrent().hidden(0);
  }

  /** Head and highway, with their regressors: what the shared weights say. */
  public float[] points() {
    return network.points(state, features);
  }

  /** The half widths of every step. */
  public float intervals() {
    Intervals intervals = new Intervals(state);
    float[] widths = new float[intervals.count()];
    float sum = 0;
    for (int step = 1; step <= state.calibration().groups().horizon(); step++) {
      intervals.at(step, widths);
      sum += widths[0];
    }
    return sum;
  }

  /** What series are read by. */
  public Features features() {
    return features;
  }
}
