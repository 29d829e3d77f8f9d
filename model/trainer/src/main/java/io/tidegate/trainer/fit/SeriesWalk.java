package io.tidegate.trainer.fit;

import io.tidegate.kernel.forecast.CountReason;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.forecast.Verdicts;
import io.tidegate.kernel.series.SeriesState;

/** Leads one series through the kernel, as production would, and shows every accepted row. */
final class SeriesWalk implements Verdicts {
  /** Looks at a series right after one of its observations was accepted. */
  interface Visitor {
    /**
     * Called for every accepted observation.
     *
     * @param index of the observation in the series' data
     * @param bridged rows that were filled in just before it, or -1 where the series starts anew
     */
    void row(SeriesState state, int index, int bridged);
  }

  private final SeriesState state;
  private final Visitor visitor;
  private int parked = -1;
  private int current;

  private SeriesWalk(SeriesData series, Visitor visitor) {
    this.state = SeriesState.start(series.settings());
    this.visitor = visitor;
  }

  static void over(SeriesData series, Forecaster forecaster, Visitor visitor) {
    SeriesWalk walk = new SeriesWalk(series, visitor);
    for (walk.current = 0; walk.current < series.observations().size(); walk.current++) {
      forecaster.observe(walk.state, series.observations().get(walk.current), walk);
    }
  }

  @Override
  public void accepted(Observation observation) {
    boolean wasParked = state.ring().size() == 1 && parked >= 0;
    visitor.row(state, wasParked ? parked : current, bridgedBefore());
    parked = -1;
  }

  /** A gap longer than the ring shows as a fresh start: nothing before it can be seen. */
  private int bridgedBefore() {
    int bridged = 0;
    int size = state.ring().size();
    while (bridged + 1 < size && state.ring().bridged(bridged + 1)) {
      bridged++;
    }
    return bridged + 1 < size ? bridged : -1;
  }

  @Override
  public void counted(Observation observation, CountReason reason) {}

  @Override
  public void parked(Observation observation) {
    parked = current;
  }

  @Override
  public void refused(Observation observation, String reason) {
    parked = -1;
  }
}
