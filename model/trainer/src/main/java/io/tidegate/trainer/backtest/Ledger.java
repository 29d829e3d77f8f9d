package io.tidegate.trainer.backtest;

import java.util.List;

/**
 * The forecasts of one series and method that wait for their actuals. A pair is scored in the row
 * in which its actual comes, never before. One thread.
 */
final class Ledger {
  private final DataSet data;
  private final int index;
  private final List<Integer> horizons;
  private final Prediction[] pending;
  private final Sums[] byHorizon;
  private final Sums[] byStep;
  private final Trace[] traces;
  private final Timeline[] timelines;
  private final double deviation;
  private final double[] levels;

  Ledger(Setup setup, int index, Yardstick yardstick, double[] levels) {
    this.data = setup.data();
    this.index = index;
    this.horizons = setup.horizons();
    this.deviation = yardstick.deviation();
    this.levels = levels;
    int longest = setup.longest();
    pending = new Prediction[longest + 1];
    byHorizon = new Sums[horizons.size()];
    traces = new Trace[horizons.size()];
    timelines = new Timeline[horizons.size()];
    Parts parts = setup.parts();
    for (int i = 0; i < byHorizon.length; i++) {
      byHorizon[i] = new Sums(levels);
      timelines[i] = new Timeline(parts.firstScored(), parts.end());
      traces[i] = new Trace(parts.firstScored(), parts.end());
    }
    byStep = new Sums[longest];
    for (int i = 0; i < longest; i++) {
      byStep[i] = new Sums(levels);
    }
  }

  /** Scores what the actual of {@code row} completes. */
  void mature(int row) {
    double actual = data.value(index, row);
    for (int step = 1; step < pending.length && step <= row; step++) {
      Prediction prediction = at(row - step);
      if (prediction != null && !Double.isNaN(actual)) {
        byStep[step - 1].add(prediction, step, actual);
      }
    }
    for (int i = 0; i < byHorizon.length; i++) {
      int horizon = horizons.get(i);
      Prediction prediction = row < horizon ? null : at(row - horizon);
      if (prediction != null) {
        complete(i, horizon, row - horizon, prediction);
      }
    }
  }

  /** The last step of a horizon has come: all its steps count, with equal weight. */
  private void complete(int i, int horizon, int origin, Prediction prediction) {
    for (int step = 1; step <= horizon; step++) {
      double actual = data.value(index, origin + step);
      if (!Double.isNaN(actual)) {
        byHorizon[i].add(prediction, step, actual);
        double error = (actual - prediction.point(step)) / deviation;
        if (!Double.isNaN(error)) {
          timelines[i].add(origin, error * error);
        }
      }
    }
    traces[i].set(origin + horizon, horizon, prediction, levels.length);
  }

  /** Keeps a forecast; null where none was made. It takes the place of the oldest. */
  void issue(int row, Prediction prediction) {
    pending[row % pending.length] = prediction;
  }

  /** What was said at one of the newest origins; null for nothing. */
  Prediction at(int origin) {
    return pending[origin % pending.length];
  }

  Sums horizon(int i) {
    return byHorizon[i];
  }

  Sums step(int step) {
    return byStep[step - 1];
  }

  Trace trace(int i) {
    return traces[i];
  }

  Timeline timeline(int i) {
    return timelines[i];
  }
}
