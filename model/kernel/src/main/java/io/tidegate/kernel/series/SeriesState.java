package io.tidegate.kernel.series;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.model.Size;
import java.util.Map;
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

  /** The bit of the first step group. */
  private static final int NEXT_STEP = 1;

  private static final int LEAST_TO_SEEK = 84;
  private static final int SEEK_EVERY = 42;

  // The parts are package-private for StateCodec, which fills them in when a state is read back,
  // and for LastWord.
  Size size;
  boolean nonNegative;
  long stepMillis;
  StepFinder stepFinder;
  long slot;
  long time;
  double base;
  long modelVersion = NO_VERSION;
  int rewarmedRows;
  Scaler scaler = new Scaler();
  Fingerprint fingerprint = new Fingerprint();
  Ring ring;
  UsualValues usual;
  Covariates covariates = new Covariates();
  Recurrent recurrent = new Recurrent(0, 0);
  Calibration calibration;
  Accuracy accuracy;
  OnlineStack stack;
  PendingForecasts pending;
  ParkedObservation parked;

  /** Of the newest row; not kept with the state. */
  private NextStep saidBefore;

  SeriesState() {}

  /**
   * A series that has seen nothing, with the usual settings.
   *
   * @param stepMillis its sampling interval in milliseconds; 0 to find it
   */
  public static SeriesState start(long stepMillis) {
    return start(SeriesSettings.of(stepMillis));
  }

  /** A series that has seen nothing. */
  public static SeriesState start(SeriesSettings settings) {
    SeriesState state = new SeriesState();
    state.size = settings.size();
    state.nonNegative = settings.nonNegative();
    state.stepMillis = settings.stepMillis();
    state.stepFinder = state.stepMillis == 0 ? new StepFinder() : null;
    state.ring = new Ring(state.size.ringRows());
    state.usual =
        new UsualValues(Season.of(state.stepMillis, settings.seasonMillis(), 0, state.size));
    return state;
  }

  /**
   * Follows settings that may have changed since the state was written: sign at once; another
   * season begins with the rows at hand; another size keeps the rows that fit and begins to learn
   * anew. A step, once known, stays.
   */
  public void configure(SeriesSettings settings, Recipe recipe) {
    nonNegative = settings.nonNegative();
    boolean resized = settings.size() != size;
    if (resized) {
      size = settings.size();
      ring = new Ring(size.ringRows(), ring);
      modelVersion = NO_VERSION;
      recurrent = new Recurrent(0, 0);
      calibration = null;
      accuracy = null;
      stack = null;
      pending = null;
      covariates = new Covariates();
    }
    if (resized || settings.seasonMillis() != season().setting()) {
      changeSeason(Season.of(stepMillis, settings.seasonMillis(), 0, size), recipe);
    }
  }

  /** Forgets everything but settings, step, covariates and the scores still to be told. */
  public void restart() {
    SeriesState fresh =
        start(new SeriesSettings(stepMillis, season().setting(), nonNegative, size));
    base = fresh.base;
    modelVersion = fresh.modelVersion;
    rewarmedRows = fresh.rewarmedRows;
    scaler = fresh.scaler;
    fingerprint = fresh.fingerprint;
    ring = fresh.ring;
    usual = fresh.usual;
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
      usual = new UsualValues(Season.of(stepMillis, season().setting(), 0, size));
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

  /**
   * The level as it was after each of the newest rows, relative to the base.
   *
   * @param newest how many, at most as the ring holds
   * @return [newest], newest first
   */
  public double[] levels(int newest) {
    return scaler.levels(ring, newest, season());
  }

  /** The newest rows. */
  public Ring ring() {
    return ring;
  }

  /** The season as rows and slots. */
  public Season season() {
    return usual.season();
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

  /** Whether no forecast may be below zero. */
  public boolean nonNegative() {
    return nonNegative;
  }

  /** The usual value at {@code steps} ahead, relative to the base; NaN while unknown. */
  public float usualValue(long steps, Recipe recipe) {
    return usual.at(slot + steps, timeAt(steps), recipe);
  }

  /**
   * The same for each of the next steps, the newest row first.
   *
   * @param usual [steps], written
   */
  public void usualValues(Recipe recipe, float[] usual) {
    this.usual.ahead(slot, timeAt(0), stepMillis, recipe, usual);
  }

  /** Where the newest value stands from the level, in units of the scale. */
  double deviation() {
    return (newest() - scaler.level()) / scaler.scale();
  }

  /**
   * The covariates' regressors for {@code steps} ahead; 0 where unknown, and while the series is
   * cold: its first forecasts, in units of a scale hardly known, would teach nonsense.
   */
  void covariates(int steps, Recipe recipe, float[] regressors) {
    if (regressors.length > 0 && stepMillis > 0 && !cold() && recipe.has(Part.COVARIATES)) {
      covariates.regressors(timeAt(steps), timeAt(steps + 1L), regressors);
    }
  }

  /**
   * Takes covariates of a time ahead; what lies behind is ignored. A model must have been adopted.
   *
   * @throws IllegalArgumentException if there is no room; the state is as it was then
   */
  public void announce(long atTime, Map<String, Double> values) {
    boolean ahead = !started() || (stepMillis > 0 ? atTime >= timeAt(1) : atTime > time);
    if (ahead) {
      covariates.announce(atTime, values, stack);
    }
  }

  /**
   * Takes one observed value as the next row: scores what was said about it, then learns.
   *
   * @param known the row's covariates
   */
  public void observe(
      long atSlot, long atTime, double value, Map<String, Double> known, Recipe recipe) {
    if (!started()) {
      base = value;
    }
    double x = value - base;
    if (accuracy.due(season())) {
      forgetAccuracy();
    }
    accuracy.addRow();
    saidBefore = atSlot == slot + 1 ? nextStep() : null;
    stack.made(settle(atSlot, x, recipe));
    slot = atSlot;
    time = atTime;
    covariates.advance(endOfRow(), known, stack);
    scaler.update(x, season(), recipe);
    ring.push(x, false);
    fingerprint.update(ring, scaler, season());
    usual.learn(slot, timeAt(0), x, scaler.scale(), recipe);
    if (season().wanted() && ring.size() >= LEAST_TO_SEEK && slot % SEEK_EVERY == 0) {
      seekSeason(recipe);
    }
  }

  /**
   * What had been forecast for the newest row one step before it came, while the observation is
   * being accepted; null if nothing had been: for a first row, and after a gap.
   */
  public NextStep saidBefore() {
    return saidBefore;
  }

  /** What the newest row's forecast says of the next one, as it was issued; null without one. */
  private NextStep nextStep() {
    IssuedForecast issued = started() ? pending.newest(slot) : null;
    if (issued == null) {
      return null;
    }
    double point = issued.point(0);
    double halfWidth = issued.intervals() == 0 ? 0 : issued.halfWidth(0, 0);
    double least = nonNegative ? -base : -Double.MAX_VALUE;
    return new NextStep(
        base + Math.max(least, point),
        base + Math.max(least, point - halfWidth),
        base + Math.max(least, point + halfWidth),
        issued.scale());
  }

  private long endOfRow() {
    return stepMillis == 0 ? time + 1 : timeAt(1);
  }

  private void seekSeason(Recipe recipe) {
    Season sought = Season.of(stepMillis, season().setting(), SeasonFinder.find(ring), size);
    if (!sought.wanted()) {
      changeSeason(sought, recipe);
    }
  }

  /**
   * A profile of other slots begins with the rows at hand, and the stack begins anew: seasonal
   * naive has become another forecast.
   */
  private void changeSeason(Season other, Recipe recipe) {
    if (stack != null) {
      stack = newStack();
    }
    if (usual.serves(other)) {
      usual = usual.with(other);
      return;
    }
    usual = new UsualValues(other);
    for (int ago = ring.size() - 1; ago >= 0; ago--) {
      usual.learn(slot - ago, timeAt(-ago), ring.value(ago), scaler.scale(), recipe);
    }
  }

  private OnlineStack newStack() {
    OnlineStack fresh = new OnlineStack(calibration.groups().size(), size);
    for (int i = 0; i < covariates.size(); i++) {
      fresh.addCovariate();
    }
    return fresh;
  }

  /** Fills the next row in with a value of the forecaster's own; nothing is learnt from it. */
  public void bridge(double relativeValue) {
    slot++;
    covariates.advance(timeAt(1), Map.of(), stack);
    stack.made(0);
    ring.push(nonNegative ? Math.max(-base, relativeValue) : relativeValue, true);
    usual.skip();
  }

  /** Puts a late value in the place of a bridged row and takes the scores that waited for it. */
  public void fill(int ago, double value, Recipe recipe) {
    ring.replace(ago, value - base);
    settle(slot - ago, value - base, recipe);
  }

  /**
   * Scores and learns from everything that was said about a slot; the newest row is {@link #slot}.
   *
   * @return what the forecast one step ahead was wrong by; 0 if there was none
   */
  private double settle(long target, double actual, Recipe recipe) {
    double[] error = new double[1];
    float[] halfWidths = new float[calibration.intervals()];
    pending.mature(
        target,
        (forecast, group) -> {
          float point = forecast.point(group);
          forecast.halfWidths(group, halfWidths);
          calibration.score(group, actual - point, forecast.scale(), halfWidths, recipe);
          double issued = nonNegative ? Math.max(-base, point) : point;
          accuracy.score(
              group, actual - issued, actual - point, halfWidths, forecast.underThisVersion());
          LastWord.learn(this, forecast, group, actual, recipe);
          error[0] = group == 0 ? actual - point : error[0];
        });
    return error[0];
  }

  /**
   * How good the forecasts were since the report before, if the newest observation completed a
   * report; to be taken before the next one. The sums start anew.
   */
  public Optional<AccuracyReport> takeAccuracy() {
    return accuracy.due(season()) ? Optional.of(cutAccuracy()) : Optional.empty();
  }

  /**
   * How good the forecasts were since the report before, whether or not a report is due: of two
   * states that follow one series under two models the reports must end at the same row. A model
   * must have been adopted. The sums start anew.
   */
  public AccuracyReport cutAccuracy() {
    AccuracyReport report = accuracy.report(calibration.groups(), calibration.promised());
    forgetAccuracy();
    return report;
  }

  private void forgetAccuracy() {
    accuracy = new Accuracy(calibration.groups().size(), calibration.intervals());
  }

  /** Ends a row: what can no longer be scored is dropped, and one rewarmed row is over. */
  public void endRow(int graceSteps) {
    pending.expireBefore(slot - graceSteps, slot, size.overdue());
    rewarmedRows = Math.max(0, rewarmedRows - 1);
  }

  /** Whether the forecasts of this origin are scored at every step group, not only the next. */
  boolean scored() {
    return PendingForecasts.scheduled(slot, season(), size);
  }

  /**
   * Enters the forecasts of this origin, to be scored when their actuals arrive: those of the next
   * step always, those of other step groups now and then.
   *
   * @param shared [groups] the shared weights' forecasts, less the value, in units of the scale
   * @param points [groups] the points issued, relative to the base
   * @param halfWidths [groups][intervals], outermost first
   */
  public void issue(float[] shared, float[] points, float[][] halfWidths, Recipe recipe) {
    StepGroups groups = calibration.groups();
    float[][] known = new float[groups.size()][2 * covariates.size()];
    for (int group = 0; group < groups.size(); group++) {
      covariates(groups.step(group), recipe, known[group]);
    }
    int awaited = scored() ? groups.upTo(groups.horizon()) : NEXT_STEP;
    IssuedForecast forecast =
        new IssuedForecast(
            slot, deviation(), scaler.scale(), awaited, shared, points, halfWidths, known);
    pending.add(forecast);
  }

  /**
   * Makes room for another version, whatever its shape. Hidden and cell are kept if their shape
   * fits, else they are zero: the caller replays the ring. Calibration and stack go on from what
   * was learnt at the step groups nearby. Scores, told and awaited, are kept at the step groups
   * that both versions have, unless the new one has an interval that the forecasts lack.
   */
  public void adopt(long version, Model model) {
    ModelShape shape = model.shape();
    if (recurrent.layers() != shape.layers() || recurrent.units() != shape.units()) {
      recurrent = new Recurrent(shape.layers(), shape.units());
    }
    if (calibration == null) {
      calibration = Calibration.of(model, size);
      if (accuracy == null) {
        forgetAccuracy();
      }
      stack = newStack();
      pending = new PendingForecasts(calibration.groups());
    } else if (!calibration.fits(shape, size)) {
      Calibration before = calibration;
      calibration = before.adaptedTo(model, size);
      ShapeChange change = before.changeTo(calibration);
      accuracy = accuracy.carriedOver(change);
      pending = pending.carriedOver(change, calibration.groups());
      stack = stack.regrouped(before.groups(), calibration.groups(), season().naiveRows());
    }
    pending.versionChanged();
    if (started()) {
      rewarmedRows = REWARMED_ROWS;
      accuracy.versionChanged();
    }
    modelVersion = version;
  }
}
