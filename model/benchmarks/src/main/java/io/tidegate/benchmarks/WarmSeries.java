package io.tidegate.benchmarks;

import io.tidegate.kernel.forecast.CountReason;
import io.tidegate.kernel.forecast.Forecast;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.ForecasterSettings;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.forecast.Verdicts;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.series.SeriesState;

/** One series of ten-minute steps under version 0, moved as the stream application moves it. */
final class WarmSeries implements Verdicts {
  private static final long STEP = 600_000;

  private final Forecaster forecaster =
      new Forecaster(ShippedModel.VERSION, ShippedModel.load(), ForecasterSettings.defaults());
  private final SeriesState state = SeriesState.start(STEP);
  private long slot;
  private Forecast newest;

  /** The slot of the next value. */
  long slot() {
    return slot;
  }

  /** Observes a value, and forecasts from it. */
  Forecast next(double value) {
    newest = null;
    forecaster.observe(state, new Observation(slot, slot++ * STEP, value), this);
    return newest;
  }

  @Override
  public void accepted(Observation observation) {
    newest = forecaster.forecast(state);
  }

  @Override
  public void counted(Observation observation, CountReason reason) {
    throw new IllegalStateException(reason.toString());
  }

  @Override
  public void parked(Observation observation) {
    throw new IllegalStateException("parked");
  }

  @Override
  public void refused(Observation observation, String reason) {
    throw new IllegalStateException(reason);
  }
}
