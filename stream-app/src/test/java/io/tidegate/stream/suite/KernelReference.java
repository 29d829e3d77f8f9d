package io.tidegate.stream.suite;

import io.tidegate.kernel.forecast.CountReason;
import io.tidegate.kernel.forecast.Forecast;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.ForecasterSettings;
import io.tidegate.kernel.forecast.KnownFuture;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.forecast.Verdicts;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.series.SeriesState;
import java.util.Map;
import java.util.TreeMap;

/** The same series moved by the kernel alone: what the application has to say, bit for bit. */
final class KernelReference implements Verdicts {
  private final SeriesState state;
  private Forecaster forecaster;
  private Forecast newest;

  KernelReference(long stepMillis, long version, Model model) {
    state = SeriesState.start(stepMillis);
    swap(version, model);
  }

  void swap(long version, Model model) {
    forecaster = new Forecaster(version, model, ForecasterSettings.defaults());
  }

  void observe(long time, double value) {
    observe(time, value, Map.of());
  }

  void observe(long time, double value, Map<String, Double> covariates) {
    forecaster.observe(state, new Observation(0, time, value, new TreeMap<>(covariates)), this);
  }

  void announce(long time, Map<String, Double> values) {
    forecaster.announce(state, new KnownFuture(0, time, new TreeMap<>(values)));
  }

  Forecast newest() {
    return newest;
  }

  @Override
  public void accepted(Observation observation) {
    newest = forecaster.forecast(state);
  }

  @Override
  public void counted(Observation observation, CountReason reason) {
    throw new AssertionError(reason);
  }

  @Override
  public void parked(Observation observation) {
    throw new AssertionError("parked");
  }

  @Override
  public void refused(Observation observation, String reason) {
    throw new AssertionError(reason);
  }
}
