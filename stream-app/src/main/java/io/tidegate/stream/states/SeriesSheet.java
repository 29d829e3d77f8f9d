package io.tidegate.stream.states;

import io.tidegate.kernel.alert.AlertState;
import io.tidegate.kernel.alert.Kind;
import io.tidegate.kernel.series.AccuracyReport;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.kernel.series.StateCodec;
import io.tidegate.kernel.series.StepAccuracy;
import io.tidegate.stream.topology.StoredSeries;
import java.util.ArrayList;
import java.util.List;

/**
 * What a state says of its series, for people. Values are in the series' unit.
 *
 * @param series its name
 * @param partition of the observations topic
 * @param stepMillis sampling interval; 0 while unknown
 * @param time event time of the newest observation in milliseconds; null before any
 * @param modelVersion that moved it last; -1 for none
 * @param cold whether it has too little history
 * @param value the newest; null before any
 * @param level around which it moves
 * @param scale size of its usual deviations
 * @param seasonRows length of its season in rows; 0 for none
 * @param promised share of actuals that each interval is to hold, the widest first
 * @param steps how the intervals stand, by step ahead
 * @param open kinds of the alerts that are open
 * @param parkedTime event time of an observation that waits for its confirmation; null for none
 * @param bytes of the state
 */
public record SeriesSheet(
    String series,
    int partition,
    long stepMillis,
    Long time,
    long modelVersion,
    boolean cold,
    Double value,
    double level,
    double scale,
    int seasonRows,
    List<Float> promised,
    List<Step> steps,
    List<Kind> open,
    Long parkedTime,
    int bytes) {
  /**
   * The intervals of one step ahead.
   *
   * @param step ahead, from 1
   * @param halfWidths of each interval
   * @param forecasts that were scored since the newest accuracy report
   * @param held of these, how many each interval held
   */
  public record Step(int step, List<Double> halfWidths, int forecasts, List<Integer> held) {
    /** Copies the lists. */
    public Step {
      halfWidths = List.copyOf(halfWidths);
      held = List.copyOf(held);
    }
  }

  /** Copies the lists. */
  public SeriesSheet {
    promised = List.copyOf(promised);
    steps = List.copyOf(steps);
    open = List.copyOf(open);
  }

  /** Reads a state. */
  public static SeriesSheet of(StateTopic.Held held) {
    StoredSeries stored = held.state();
    SeriesState state = StateCodec.decode(stored.forecast());
    boolean begun = state.started();
    AccuracyReport report = state.calibration() == null ? null : state.cutAccuracy();
    return new SeriesSheet(
        held.series(),
        held.partition(),
        state.stepMillis(),
        begun ? state.time() : null,
        state.modelVersion(),
        state.cold(),
        begun ? state.base() + state.newest() : null,
        state.base() + state.scaler().level(),
        state.scaler().scale(),
        state.season().rows(),
        report == null ? List.of() : report.promised(),
        report == null ? List.of() : steps(state, report.steps()),
        stored.alerts() == null ? List.of() : AlertState.decode(stored.alerts()).open(),
        state.parked() == null ? null : state.parked().time(),
        held.bytes());
  }

  private static List<Step> steps(SeriesState state, List<StepAccuracy> reports) {
    List<Step> steps = new ArrayList<>();
    for (int group = 0; group < reports.size(); group++) {
      List<Double> halfWidths = new ArrayList<>();
      for (int i = 0; i < state.calibration().intervals(); i++) {
        halfWidths.add(state.calibration().halfWidth(group, i) * state.scaler().scale());
      }
      StepAccuracy report = reports.get(group);
      steps.add(new Step(report.step(), halfWidths, report.forecasts(), report.hits()));
    }
    return steps;
  }
}
