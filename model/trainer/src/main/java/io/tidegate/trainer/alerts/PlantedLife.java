package io.tidegate.trainer.alerts;

import io.tidegate.kernel.alert.AlertMonitor;
import io.tidegate.kernel.alert.AlertRules;
import io.tidegate.kernel.alert.AlertState;
import io.tidegate.kernel.alert.Change;
import io.tidegate.kernel.alert.Expected;
import io.tidegate.kernel.alert.Kind;
import io.tidegate.kernel.alert.Notice;
import io.tidegate.kernel.alert.Reading;
import io.tidegate.kernel.forecast.CountReason;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.forecast.Verdicts;
import io.tidegate.kernel.series.NextStep;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.kernel.series.StateCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One simulated series that lives as in production, and can be lived on from in several ways. */
final class PlantedLife implements Verdicts {
  static final long STEP = Duration.ofMinutes(5).toMillis();

  private static final long START = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();

  private final AlertMonitor monitor;
  private final Forecaster forecaster;
  private final SeriesState state;
  private final AlertState alerts;
  private boolean told;
  private Expected expected;

  PlantedLife(AlertMonitor monitor, Forecaster forecaster) {
    this(monitor, forecaster, SeriesState.start(STEP), AlertState.start());
  }

  private PlantedLife(
      AlertMonitor monitor, Forecaster forecaster, SeriesState state, AlertState alerts) {
    this.monitor = monitor;
    this.forecaster = forecaster;
    this.state = state;
    this.alerts = alerts;
  }

  PlantedLife fork() {
    return new PlantedLife(
        monitor,
        forecaster,
        StateCodec.decode(StateCodec.encode(state)),
        AlertState.decode(alerts.encode()));
  }

  /** Whether an alert about values is open. */
  boolean open() {
    return told;
  }

  /** Takes the next value. */
  List<Notice> observe(AlertRules rules, int row, double value) {
    forecaster.observe(state, new Observation(row, time(row), value), this);
    List<Notice> notices =
        monitor.observe(alerts, rules, new Reading(row, time(row), value, STEP, expected));
    for (Notice notice : notices) {
      told = notice.kind() == Kind.MISSING_DATA ? told : notice.change() != Change.RESOLVED;
    }
    return notices;
  }

  /** No value came at the row. */
  List<Notice> miss(AlertRules rules, int row) {
    return time(row) < monitor.deadline(alerts, rules)
        ? List.of()
        : monitor.missed(alerts, rules, time(row));
  }

  private static long time(int row) {
    return START + row * STEP;
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
