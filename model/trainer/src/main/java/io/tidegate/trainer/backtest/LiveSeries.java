package io.tidegate.trainer.backtest;

import io.tidegate.kernel.forecast.CountReason;
import io.tidegate.kernel.forecast.Forecast;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.KnownFuture;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.forecast.Verdicts;
import io.tidegate.kernel.series.SeriesState;
import java.util.SortedMap;

/**
 * One series as the kernel lives through it, from the first row that it is shown. The covariates of
 * a row come with its value, and ahead of it as far as the model's horizon. One thread.
 */
final class LiveSeries implements Verdicts {
  private final DataSet data;
  private final int index;
  private final SeriesState state;
  private final int horizon;
  private int announced;
  private boolean accepted;

  LiveSeries(Setup setup, int index) {
    this.data = setup.data();
    this.index = index;
    this.state = SeriesState.start(setup.settings().series(data.series().get(index)));
    this.horizon = setup.first().shape().horizon();
  }

  /** Takes a row; a missing value is none. */
  void observe(Forecaster forecaster, int row) {
    double value = data.value(index, row);
    accepted = false;
    if (!Double.isNaN(value)) {
      announce(forecaster, row);
      forecaster.observe(
          state, new Observation(row, data.time(row), value, data.covariates(row)), this);
    }
  }

  /** Before the row itself: the forecast made from it learns from what was known then. */
  private void announce(Forecaster forecaster, int row) {
    int last = Math.min(row + horizon, data.rows() - 1);
    for (int ahead = Math.max(row, announced) + 1; ahead <= last; ahead++) {
      SortedMap<String, Double> values = data.covariates(ahead);
      if (!values.isEmpty()) {
        forecaster.announce(state, new KnownFuture(ahead, data.time(ahead), values));
      }
    }
    announced = last;
  }

  /** Looks ahead from the row just shown; null where it was not taken. */
  Forecast forecast(Forecaster forecaster) {
    return accepted ? forecaster.forecast(state) : null;
  }

  @Override
  public void accepted(Observation observation) {
    accepted = true;
  }

  @Override
  public void counted(Observation observation, CountReason reason) {}

  @Override
  public void parked(Observation observation) {}

  @Override
  public void refused(Observation observation, String reason) {}
}
