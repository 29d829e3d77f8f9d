package io.tidegate.kernel.series;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelShape;
import java.util.Optional;

/**
 * Everything that is kept for one series. Mutable; owned by one thread at a time. It knows how to
 * move its parts by one row; which row comes next is the forecaster's business.
 *
 * <p>Rows lie on slots: slot = floor(event time / step). While the step is unknown rows are simply
 * numbered.
 */
public final class SeriesState {
  /** Rows after a change of weights that count as rewarmed. */
  public static final int REWARMED_ROWS = 48;

  /** Observed rows before a series counts as warm. */
  public static final int WARM_ROWS = 48;

  static final long NO_VERSION = -1;

  private static final int LEAST_TO_SEEK = 84;
  private static final int SEEK_EVERY = 42;

  // The parts are package-private for StateCodec, which fills them in when a state is read back,
  // and for LastWord.
  long stepMillis;
  StepFinder stepFinder;
  long slot;
  long time;
  double base;
  long modelVersion = NO_VERSION;
  int rewarmedRows;
  Scaler scaler = new Scaler();
  Fingerprint fingerprint = new Fingerprint();
  Ring ring = new Ring();
  Season season;
  Profile profile;
  Recurrent recurrent = new Recurrent(0, 0);
  Calibration calibration;
  Accuracy accuracy;
  OnlineStack stack;
  PendingForecasts pending;
  ParkedObservation parked;

  SeriesState() {}

  /**
   * A series that has seen nothing.
   *
   * @param stepMillis its sampling interval in milliseconds; 0 to find it
   */
  public static SeriesState start(long stepMillis) {
    SeriesState state = new SeriesState();
    state.stepMillis = stepMillis;
    state.stepFinder = stepMillis == 0 ? new StepFinder() : null;
    state.season = Season.of(stepMillis, 0);
    state.profile = new Profile(state.season);
    return state;
  }

  /** Forgets everything but the step, and the scores that a report is still to tell. */
  public void restart() {
    SeriesState fresh = start(stepMillis);
    base = fresh.base;
    modelVersion = fresh.modelVersion;
    rewarmedRows = fresh.rewarmedRows;
    scaler = fresh.scaler;
    fingerprint = fresh.fingerprint;
    ring = fresh.ring;
    profile = fresh.profile;
    recurrent = fresh.recurrent;
    calibration = fresh.calibration;
    stack = fresh.stack;
    pending = fresh.pending;
    parked = fresh.parked;
  }

  /** Whether an observation was accepted. */
  public boolean started() {
    return ring.size() > 0;
  }

  /** Sampling interval in milliseconds; 0 while unknown. */
  public long stepMillis() {
    return stepMillis;
  }

  /** Takes one difference of event times, and the step once it is found. */
  public void learnStep(long millis) {
    stepFinder.add(millis);
    if (stepFinder.found()) {
      stepMillis = stepFinder.step();
      stepFinder = null;
      season = Season.of(stepMillis, 0);
      profile = new Profile(season);
      slot = Math.floorDiv(time, stepMillis);
      pending.clear();
    }
  }

  /** The slot of the newest row. */
  public long slot() {
    return slot;
  }

  /** Event time of the newest observation, milliseconds since 1970-01-01T00:00Z. */
  public long time() {
    return time;
  }

  /** Start of the slot {@code steps} after the newest row, milliseconds since the epoch. */
  public long timeAt(long steps) {
    return stepMillis == 0 ? time : (slot + steps) * stepMillis;
  }

  /** What every stored value is relative to: the first value of the series. */
  public double base() {
    return base;
  }

  /** The newest value, relative to the base. */
  public double newest() {
    return ring.value(0);
  }

  /** Level and scale. */
  public Scaler scaler() {
    return scaler;
  }

  /** The newest rows. */
  public Ring ring() {
    return ring;
  }

  /** The day as rows and slots. */
  public Season season() {
    return season;
  }

  /** What kind of series this is. */
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  /** How wide the intervals are; null before the first model. */
  public Calibration calibration() {
    return calibration;
  }

  /** Hidden and cell vectors, to be moved in place by the forecaster. */
  public Recurrent recurrent() {
    return recurrent;
  }

  /** The version under which hidden and cell were computed; -1 for none. */
  public long modelVersion() {
    return modelVersion;
  }

  /** The observation that waits for a confirmation, or null. */
  public ParkedObservation parked() {
    return parked;
  }

  /** Keeps an observation until the next; null to forget it. */
  public void park(ParkedObservation observation) {
    parked = observation;
  }

  /** Whether the series has too little history. */
  public boolean cold() {
    return scaler.rows() < WARM_ROWS;
  }

  /** Whether hidden and cell stem in part from a replay under this version. */
  public boolean rewarmed() {
    return rewarmedRows > 0;
  }

  /** The usual value at {@code steps} ahead, relative to the base; NaN while unknown. */
  public float usualValue(long steps, Calendar calendar) {
    if (season.slots() == 0) {
      return Float.NaN;
    }
    int at = profileSlot(steps, calendar);
    return profile.knows(at, season) ? profile.value(at) : Float.NaN;
  }

  /** Takes one observed value as the next row: scores what was said about it, then learns. */
  public void observe(long atSlot, long atTime, double value, Calendar calendar) {
    if (!started()) {
      base = value;
    }
    double x = value - base;
    if (accuracy.due(season)) {
      forgetAccuracy();
    }
    accuracy.addRow();
    settle(atSlot, x, calendar);
    slot = atSlot;
    time = atTime;
    scaler.update(x, season);
    ring.push(x, false);
    fingerprint.update(ring, scaler, season);
    if (season.slots() > 0) {
      profile.update(profileSlot(0, calendar), x, season);
    }
    if (season.wanted() && ring.size() >= LEAST_TO_SEEK && slot % SEEK_EVERY == 0) {
      seekSeason(calendar);
    }
  }

  private int profileSlot(long steps, Calendar calendar) {
    return season.slotOf(slot + steps, calendar.millisOfDay(timeAt(steps)));
  }

  /**
   * Looks for a season. If there is one the profile begins with the rows at hand, and the stack
   * begins anew: seasonal naive has become another forecast.
   */
  private void seekSeason(Calendar calendar) {
    season = Season.of(stepMillis, SeasonFinder.find(ring));
    if (!season.wanted() && stack != null) {
      stack = new OnlineStack(calibration.groups().size());
    }
    if (season.slots() > 0 && !profile.fits(season)) {
      profile = new Profile(season);
      for (int ago = ring.size() - 1; ago >= 0; ago--) {
        profile.update(profileSlot(-ago, calendar), ring.value(ago), season);
      }
    }
  }

  /** Fills the next row in with a value of the forecaster's own; nothing is learnt from it. */
  public void bridge(double relativeValue) {
    slot++;
    ring.push(relativeValue, true);
    profile.skip();
  }

  /** Puts a late value in the place of a bridged row and takes the scores that waited for it. */
  public void fill(int ago, double value, Calendar calendar) {
    ring.replace(ago, value - base);
    settle(slot - ago, value - base, calendar);
  }

  /**
   * Scores and learns from everything that was said about a slot; the newest row is {@link #slot}.
   */
  private void settle(long target, double actual, Calendar calendar) {
    pending.mature(
        target,
        (forecast, group) -> {
          double error = actual - forecast.point(group);
          calibration.score(group, error, forecast.scale(), forecast.halfWidths(group));
          accuracy.score(group, error, forecast.halfWidths(group), forecast.underThisVersion());
          LastWord.learn(this, forecast, group, actual, calendar);
        });
  }

  /**
   * How good the forecasts were since the report before, if the newest observation completed a
   * report; to be taken before the next one. The sums start anew.
   */
  public Optional<AccuracyReport> takeAccuracy() {
    if (!accuracy.due(season)) {
      return Optional.empty();
    }
    AccuracyReport report = accuracy.report(calibration.groups(), calibration.promised());
    forgetAccuracy();
    return Optional.of(report);
  }

  private void forgetAccuracy() {
    accuracy = new Accuracy(calibration.groups().size(), calibration.intervals());
  }

  /** Ends a row: what can no longer be scored is dropped, and one rewarmed row is over. */
  public void endRow(int graceSteps) {
    pending.expireBefore(slot - graceSteps);
    rewarmedRows = Math.max(0, rewarmedRows - 1);
  }

  /** Whether the forecasts of this origin are to be scored. */
  public boolean scored() {
    return PendingForecasts.scheduled(slot, season);
  }

  /**
   * Enters the forecasts of this origin, to be scored when their actuals arrive.
   *
   * @param shared [groups] the shared weights' forecasts, less the value, in units of the scale
   * @param points [groups] the points issued, relative to the base
   * @param halfWidths [groups][intervals], outermost first
   */
  public void issue(float[] shared, float[] points, float[][] halfWidths) {
    pending.add(
        new IssuedForecast(slot, scaler.level(), scaler.scale(), shared, points, halfWidths));
  }

  /**
   * Makes room for another version: hidden and cell are kept where their shape fits, calibration
   * where its groups do. The caller replays the ring.
   */
  public void adopt(long version, Model model) {
    ModelShape shape = model.shape();
    if (recurrent.layers() != shape.layers() || recurrent.units() != shape.units()) {
      recurrent = new Recurrent(shape.layers(), shape.units());
    }
    if (calibration == null) {
      calibration = Calibration.of(model);
      if (accuracy == null) {
        forgetAccuracy();
      }
      stack = new OnlineStack(calibration.groups().size());
      pending = new PendingForecasts(calibration.groups());
    } else if (!calibration.fits(shape)) {
      StepGroups groups = calibration.groups();
      calibration = calibration.adaptedTo(model);
      forgetAccuracy();
      stack = stack.regrouped(groups, calibration.groups());
      pending = new PendingForecasts(calibration.groups());
    }
    pending.versionChanged();
    if (modelVersion != NO_VERSION) {
      rewarmedRows = REWARMED_ROWS;
      accuracy.versionChanged();
    }
    modelVersion = version;
  }
}
