package io.tidegate.trainer.alerts;

import io.tidegate.kernel.alert.AlertMonitor;
import io.tidegate.kernel.alert.AlertRules;
import io.tidegate.kernel.alert.AlertState;
import io.tidegate.kernel.alert.Change;
import io.tidegate.kernel.alert.Expected;
import io.tidegate.kernel.alert.FalseAlarmRate;
import io.tidegate.kernel.alert.Notice;
import io.tidegate.kernel.alert.Reading;
import io.tidegate.kernel.forecast.CountReason;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.forecast.Verdicts;
import io.tidegate.kernel.series.NextStep;
import io.tidegate.kernel.series.SeriesSettings;
import io.tidegate.kernel.series.SeriesState;
import java.time.Instant;

/** One simulated series as production would live through it, from its first record. One thread. */
final class NormalSeries implements Verdicts {
  private static final long START = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();

  private final AlertMonitor monitor;
  private final AlertRules rules;
  private final Forecaster forecaster;
  private final long stepMillis;
  private final AlertState alerts = AlertState.start();
  private final SeriesState state;
  private Expected expected;

  /**
   * A series that was never heard of.
   *
   * @param forecaster null if nothing is forecast
   */
  NormalSeries(AlertMonitor monitor, AlertRules rules, Forecaster forecaster, Step step) {
    this.monitor = monitor;
    this.rules = rules;
    this.forecaster = forecaster;
    this.stepMillis = step.millis();
    this.state =
        SeriesState.start(new SeriesSettings(stepMillis, SeriesSettings.AUTO, false, rules.size()));
  }

  /** How many alerts open in the rows from {@code from} to {@code to}, exclusive. */
  int live(double[] values, int from, int to) {
    int opened = 0;
    for (int row = from; row < to; row++) {
      long time = START + row * stepMillis;
      if (forecaster != null) {
        forecaster.observe(state, new Observation(row, time, values[row]), this);
      }
      Reading reading = new Reading(row, time, values[row], stepMillis, expected);
      for (Notice notice : monitor.observe(alerts, rules, reading)) {
        opened += notice.change() == Change.OPENED ? 1 : 0;
      }
    }
    return opened;
  }

  FalseAlarmRate rate() {
    return alerts.rate();
  }

  @Override
  public void accepted(Observation observation) {
    NextStep said = state.saidBefore();
    expected =
        said == null ? null : new Expected(said.point(), said.low(), said.high(), said.scale());
  }

  @Override
  public void counted(Observation observation, CountReason reason) {}

  @Override
  public void parked(Observation observation) {}

  @Override
  public void refused(Observation observation, String reason) {}
}
