package io.tidegate.kernel.forecast;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.series.LastWord;
import io.tidegate.kernel.series.ParkedObservation;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.kernel.series.StepGroups;

/**
 * One model version at work: {@link #observe} moves a series forward by one true value, {@link
 * #forecast} looks ahead and changes nothing. The same calls give the same bytes, on every machine.
 *
 * <p>It holds scratch vectors: one forecaster for each thread.
 */
public final class Forecaster {
  /** Rows of the ring that are replayed through new weights; more make no difference. */
  private static final int REPLAYED_ROWS = 96;

  private final long version;
  private final Model model;
  private final ForecasterSettings settings;
  private final Features features;
  private final Network network;
  private final float[] levels;

  /** The points of a state that was just observed, while it is; they are asked for twice. */
  private float[] newest;

  private SeriesState newestOf;

  /** A forecaster of {@code model}, known as {@code version}. */
  public Forecaster(long version, Model model, ForecasterSettings settings) {
    this.version = version;
    this.model = model;
    this.settings = settings;
    this.features = new Features(settings);
    this.network = new Network(model, features.recipe());
    this.levels = new float[model.shape().levels().size()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = model.shape().levels().get(i);
    }
  }

  /** The version of the weights. */
  public long version() {
    return version;
  }

  /** The weights. */
  public Model model() {
    return model;
  }

  /** What the weights see. */
  public Features features() {
    return features;
  }

  /**
   * Moves {@code state} by one observation. Under a new version the ring is replayed first. Work is
   * bounded: at most the bridge limit and one replay.
   */
  public void observe(SeriesState state, Observation observation, Verdicts verdicts) {
    adoptInto(state);
    if (!state.started()) {
      long step = state.stepMillis();
      accept(state, step == 0 ? 0 : slotOf(state, observation.time()), observation, verdicts);
    } else if (state.stepMillis() == 0) {
      observeUnstepped(state, observation, verdicts);
    } else {
      observeStepped(state, observation, verdicts);
    }
  }

  /**
   * Takes what is known ahead of time. The series does not move; what lies behind its newest row is
   * ignored.
   *
   * @throws IllegalArgumentException if the series holds too many times already; nothing but the
   *     version has changed then
   */
  public void announce(SeriesState state, KnownFuture known) {
    adoptInto(state);
    state.announce(known.time(), known.values());
  }

  private void adoptInto(SeriesState state) {
    if (state.modelVersion() != version) {
      state.adopt(version, model);
      replay(state);
    }
  }

  /** Looks ahead from the newest row. */
  public Forecast forecast(SeriesState state) {
    float[] points = points(state);
    double scale = Features.scale(state);
    float[] differences = new float[points.length * levels.length];
    float least = state.nonNegative() ? downToZero(Features.value(state)) : -Float.MAX_VALUE;
    Intervals intervals = new Intervals(state);
    float[] halfWidths = new float[intervals.count()];
    for (int step = 1; step <= points.length; step++) {
      double point = points[step - 1] * scale;
      intervals.at(step, halfWidths);
      int at = (step - 1) * levels.length;
      differences[at + halfWidths.length] = Math.max(least, (float) point);
      for (int i = 0; i < halfWidths.length; i++) {
        differences[at + i] = Math.max(least, (float) (point - halfWidths[i]));
        differences[at + levels.length - 1 - i] = Math.max(least, (float) (point + halfWidths[i]));
      }
    }
    return new Forecast(
        state.time(), Features.value(state), state.stepMillis(), label(state), levels, differences);
  }

  /** The least difference from {@code value} that does not lead below zero. */
  private static float downToZero(double value) {
    float difference = (float) -value;
    return value + difference < 0 ? Math.nextUp(difference) : difference;
  }

  /**
   * What the shared weights alone say, before the series has its word: the point of every step,
   * less the newest value, in units of the scale.
   *
   * @return a new [horizon]
   */
  public float[] sharedPoints(SeriesState state) {
    return network.points(state, features);
  }

  private static ForecastState label(SeriesState state) {
    if (state.cold()) {
      return ForecastState.COLD;
    }
    return state.rewarmed() ? ForecastState.REWARMED : ForecastState.WARM;
  }

  private void observeUnstepped(SeriesState state, Observation observation, Verdicts verdicts) {
    long difference = observation.time() - state.time();
    if (difference == 0) {
      verdicts.counted(observation, CountReason.DUPLICATE);
    } else if (difference < 0) {
      verdicts.counted(observation, CountReason.LATE);
    } else {
      state.learnStep(difference);
      if (state.stepMillis() == 0) {
        accept(state, state.slot() + 1, observation, verdicts);
      } else {
        observeStepped(state, observation, verdicts);
      }
    }
  }

  private void observeStepped(SeriesState state, Observation observation, Verdicts verdicts) {
    long slot = slotOf(state, observation.time());
    if (state.parked() != null) {
      settleParked(state, slot, verdicts);
    }
    long missing = slot - state.slot() - 1;
    if (missing < 0) {
      takeLate(state, (int) Math.min(-missing - 1, Integer.MAX_VALUE), observation, verdicts);
    } else if (missing > settings.bridgeLimit()) {
      state.park(
          new ParkedObservation(
              observation.offset(),
              observation.time(),
              observation.value(),
              observation.covariates()));
      verdicts.parked(observation);
    } else {
      bridge(state, (int) missing);
      accept(state, slot, observation, verdicts);
    }
  }

  /** The next observation decides: near the parked one the series starts there, else it goes. */
  private void settleParked(SeriesState state, long slot, Verdicts verdicts) {
    ParkedObservation held = state.parked();
    Observation parked =
        new Observation(held.offset(), held.time(), held.value(), held.covariates());
    long ahead = slot - slotOf(state, held.time());
    state.park(null);
    if (ahead >= 0 && ahead <= settings.bridgeLimit() + 1L) {
      state.restart();
      state.adopt(version, model);
      accept(state, slotOf(state, parked.time()), parked, verdicts);
    } else {
      verdicts.refused(
          parked,
          "jump of more than "
              + settings.bridgeLimit()
              + " steps ahead that the next observation did not confirm");
    }
  }

  private void takeLate(SeriesState state, int ago, Observation observation, Verdicts verdicts) {
    boolean held = ago < state.ring().size();
    if (held && !state.ring().bridged(ago)) {
      verdicts.counted(observation, CountReason.DUPLICATE);
      return;
    }
    if (held && ago <= settings.graceSteps()) {
      state.fill(ago, observation.value(), features.recipe());
      replay(state);
    }
    verdicts.counted(observation, CountReason.LATE);
  }

  /** Fills missing slots with the medians that were forecast from the last observed row. */
  private void bridge(SeriesState state, int missing) {
    int bridged = 0;
    while (bridged < missing) {
      float[] points = points(state);
      double scale = Features.scale(state);
      double newest = state.newest();
      for (int step = 0; step < points.length && bridged < missing; step++, bridged++) {
        state.bridge(newest + points[step] * scale);
        network.step(state, features);
      }
    }
  }

  private void accept(SeriesState state, long slot, Observation observation, Verdicts verdicts) {
    state.observe(
        slot, observation.time(), observation.value(), observation.covariates(), features.recipe());
    network.step(state, features);
    state.endRow(settings.graceSteps());
    float[] shared = sharedPoints(state);
    newest = shared.clone();
    LastWord.over(state, newest, features.recipe());
    newestOf = state;
    try {
      verdicts.accepted(observation);
      issue(state, shared, newest);
    } finally {
      newestOf = null;
    }
  }

  /** The point forecast of every step, less the newest value, in units of the scale. */
  private float[] points(SeriesState state) {
    if (state == newestOf) {
      return newest;
    }
    float[] points = sharedPoints(state);
    LastWord.over(state, points, features.recipe());
    return points;
  }

  /** Enters the forecasts of this origin at the step groups, as {@link #forecast} says them. */
  private void issue(SeriesState state, float[] shared, float[] points) {
    StepGroups groups = state.calibration().groups();
    float[] sharedAtGroups = new float[groups.size()];
    float[] pointsAtGroups = new float[groups.size()];
    Intervals intervals = new Intervals(state);
    float[][] halfWidths = new float[groups.size()][intervals.count()];
    for (int group = 0; group < groups.size(); group++) {
      int step = groups.step(group);
      sharedAtGroups[group] = shared[step - 1];
      double point = state.newest() + points[step - 1] * Features.scale(state);
      pointsAtGroups[group] = (float) point;
      intervals.at(step, halfWidths[group]);
    }
    state.issue(sharedAtGroups, pointsAtGroups, halfWidths, features.recipe());
  }

  private void replay(SeriesState state) {
    // Seen from today's level a series that moved would look as if it had been elsewhere for days:
    // measured, up to a tenth of the error. Today's scale and fingerprint, which are slower, do no
    // harm.
    double[] levels = state.levels(Math.min(REPLAYED_ROWS, state.ring().size()));
    for (int ago = levels.length - 1; ago >= 0; ago--) {
      network.step(state, ago, levels[ago], features);
    }
  }

  private static long slotOf(SeriesState state, long time) {
    return Math.floorDiv(time, state.stepMillis());
  }
}
