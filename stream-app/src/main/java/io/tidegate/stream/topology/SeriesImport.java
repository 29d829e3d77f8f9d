package io.tidegate.stream.topology;

import io.tidegate.kernel.alert.AlertMonitor;
import io.tidegate.kernel.alert.AlertState;
import io.tidegate.kernel.forecast.CountReason;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.forecast.Verdicts;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.kernel.series.StateCodec;
import io.tidegate.stream.config.StreamSettings;

/**
 * Reads a state that was exported, here or elsewhere, as that of a series here. Immutable and
 * thread-safe; the forecaster that is handed in is not.
 */
final class SeriesImport {
  private final StreamSettings settings;
  private final AlertMonitor monitor;

  SeriesImport(StreamSettings settings, AlertMonitor monitor) {
    this.settings = settings;
    this.monitor = monitor;
  }

  /**
   * Reads it. The series counts as heard of now: its silence since the export is not its own.
   *
   * @param now highest event time of the partition
   * @throws RefusedRecordException if it cannot be used
   */
  StoredSeries read(String series, SeriesInput.Changed input, Forecaster champion, long now) {
    byte[] bytes = new byte[input.event().getState().remaining()];
    input.event().getState().duplicate().get(bytes);
    try {
      StoredSeries brought = StoredSeries.decode(bytes);
      requireUsable(series, brought.forecast(), input.offset(), champion);
      SeriesState state = StateCodec.decode(brought.forecast());
      // Its record is not in this log, or it was settled when the state went that it came from.
      state.park(null);
      AlertState alerts =
          brought.alerts() == null ? AlertState.start() : AlertState.decode(brought.alerts());
      monitor.adopt(alerts, input.offset());
      boolean timed = now != Ledger.Lookout.NO_TIME;
      return new StoredSeries(
          StateCodec.encode(state),
          alerts.encode(),
          timed ? now : StoredSeries.NEVER,
          timed && state.started() ? Math.max(0, now - state.time()) : 0,
          StoredSeries.NEVER);
    } catch (RuntimeException e) {
      throw new RefusedRecordException("the state to import cannot be used: " + e.getMessage());
    }
  }

  /** A state that no record can move would stop the partition at the series' next one. */
  private void requireUsable(String series, byte[] state, long offset, Forecaster champion) {
    SeriesState copy = StateCodec.decode(state);
    copy.configure(settings.series(series), champion.features().recipe());
    copy.park(null);
    boolean begun = copy.started();
    long time = begun ? Math.max(copy.time() + 1, copy.timeAt(1)) : 0;
    double value = begun ? copy.base() + copy.newest() : 0;
    champion.observe(copy, new Observation(offset, time, value), new Trial(copy, champion));
  }

  private record Trial(SeriesState state, Forecaster forecaster) implements Verdicts {
    @Override
    public void accepted(Observation observation) {
      for (float difference : forecaster.forecast(state).quantileDifferences()) {
        if (!Float.isFinite(difference)) {
          throw new IllegalArgumentException("a forecast from it is not finite");
        }
      }
    }

    @Override
    public void counted(Observation observation, CountReason reason) {}

    @Override
    public void parked(Observation observation) {}

    @Override
    public void refused(Observation observation, String reason) {}
  }
}
