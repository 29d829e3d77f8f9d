package io.tidegate.benchmarks;

import io.tidegate.kernel.alert.AlertMonitor;
import io.tidegate.kernel.alert.AlertRules;
import io.tidegate.kernel.alert.AlertState;
import io.tidegate.kernel.alert.Expected;
import io.tidegate.kernel.alert.Reading;
import io.tidegate.kernel.forecast.CountReason;
import io.tidegate.kernel.forecast.Forecast;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.ForecasterSettings;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.forecast.Verdicts;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.model.Size;
import io.tidegate.kernel.series.NextStep;
import io.tidegate.kernel.series.SeriesSettings;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.kernel.series.StateCodec;
import java.time.ZoneOffset;
import java.util.Arrays;

/** One series of ten-minute steps under version 0, moved as the stream application moves it. */
final class WarmSeries implements Verdicts {
  static final long STEP = 600_000;

  final ForecasterSettings settings = ForecasterSettings.defaults();
  final Model model;
  private final AlertMonitor monitor = new AlertMonitor(ZoneOffset.UTC);
  private final AlertRules rules;
  private final Forecaster forecaster;
  private SeriesState state;
  private AlertState alerts = AlertState.start();
  private long slot;
  private Forecast newest;

  WarmSeries(Size size) {
    model = ShippedModel.load(size);
    forecaster = new Forecaster(ShippedModel.VERSION, model, settings);
    SeriesSettings usual = SeriesSettings.of(STEP);
    state =
        SeriesState.start(
            new SeriesSettings(STEP, usual.seasonMillis(), usual.nonNegative(), size));
    AlertRules defaults = AlertRules.defaults();
    rules =
        new AlertRules(
            defaults.on(),
            defaults.perWeek(),
            defaults.side(),
            defaults.leastAbsolute(),
            defaults.leastRelative(),
            defaults.low(),
            defaults.high(),
            defaults.quiet(),
            defaults.missingSteps(),
            defaults.severities(),
            size);
  }

  /** A day of ten-minute steps with noise that repeats after 4,096 values. */
  static double value(long slot) {
    long noise = ((slot * 2_654_435_761L) >>> 20) & 0xfff;
    return 100 + 10 * Math.sin(slot * Math.PI / 72) + noise / 2_048.0;
  }

  SeriesState state() {
    return state;
  }

  AlertState alerts() {
    return alerts;
  }

  /** Observes the next value, and forecasts from it. */
  Forecast next() {
    newest = null;
    double value = value(slot);
    forecaster.observe(state, new Observation(slot, slot * STEP, value), this);
    slot++;
    return newest;
  }

  /** Takes what the alerts take of the value that was observed last. */
  AlertState alert() {
    NextStep said = state.saidBefore();
    Expected expected =
        said == null ? null : new Expected(said.point(), said.low(), said.high(), said.scale());
    monitor.observe(alerts, rules, new Reading(slot, slot * STEP, value(slot), STEP, expected));
    return alerts;
  }

  /** Moves over some values, alerts and all, and checks what is right of every series. */
  void live(int rows) {
    for (int i = 0; i < rows; i++) {
      Checks.require(next() != null, "every observation is accepted");
      alert();
    }
    byte[] bytes = StateCodec.encode(state);
    Forecast forecast = forecaster.forecast(state);
    Checks.require(
        Arrays.equals(bytes, StateCodec.encode(state)), "a forecast leaves the state alone");
    SeriesState read = StateCodec.decode(bytes);
    Checks.require(
        Arrays.equals(
            forecast.quantileDifferences(), forecaster.forecast(read).quantileDifferences()),
        "a state that was written and read forecasts the same");
    for (float difference : forecast.quantileDifferences()) {
      Checks.require(Float.isFinite(difference), "forecasts are finite");
    }
    byte[] ofAlerts = alerts.encode();
    Checks.require(
        Arrays.equals(ofAlerts, AlertState.decode(ofAlerts).encode()),
        "a state of alerts that is read back is the same");
  }

  /** Takes the place of the states by what their bytes say. */
  void read(byte[] ofSeries, byte[] ofAlerts) {
    state = StateCodec.decode(ofSeries);
    alerts = AlertState.decode(ofAlerts);
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
