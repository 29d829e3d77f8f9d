package io.tidegate.trainer.fit;

import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.trainer.network.NativeThreads;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a candidate out of a parent and observations. Deterministic: the same parent, data,
 * settings and seed give the same bytes on the same processor family. One fit at a time.
 */
public final class Fitter {
  private static final long PARENT = 1;
  private static final long CANDIDATE = 2;

  private final FitSettings settings;
  private final FitProgress progress;

  /** A fitter that tells {@code progress} of each update. */
  public Fitter(FitSettings settings, FitProgress progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Fits the highway in closed form and then, to what it leaves, the LSTM.
   *
   * @param series in an order that does not depend on arrival
   * @throws NotEnoughDataException if there is nothing to learn from
   * @throws ArithmeticException if training does not stay finite
   */
  public Fit fit(Model parent, List<SeriesData> series, long seed) {
    Forecaster forecaster = new Forecaster(PARENT, parent, settings.forecaster());
    ModelShape shape = parent.shape();
    HighwayFit highwayFit = new HighwayFit(shape.regressors(), shape.horizon());
    HeldBack parentJudge = new HeldBack(forecaster);
    for (SeriesData one : series) {
      gather(one, forecaster, highwayFit, parentJudge);
    }
    float[] highway = highwayFit.solve(parent.highway(), settings.ridge(), settings.priorRows());
    List<Run> runs = new ArrayList<>();
    for (SeriesData one : series) {
      runs.addAll(RunBuilder.runsOf(one, settings.heldBackFrom(one), forecaster, highway));
    }
    runs.removeIf(run -> !run.teaches());
    if (runs.isEmpty()) {
      throw new NotEnoughDataException(series);
    }
    Model start = withHighway(parent, highway);
    LstmTraining.Outcome outcome = new LstmTraining(settings, progress).train(start, runs, seed);
    Score after = judge(outcome.model(), series);
    return new Fit(
        withSpread(outcome.model(), after.spread()),
        parentJudge.score(),
        after,
        series.size(),
        series.stream().mapToLong(one -> one.observations().size()).sum(),
        outcome.batches(),
        outcome.clipped(),
        outcome.stepsPerSecond(),
        NativeThreads.environment());
  }

  /** What {@code model} does on the held-back part. */
  public Score judge(Model model, List<SeriesData> series) {
    Forecaster forecaster = new Forecaster(CANDIDATE, model, settings.forecaster());
    HeldBack judge = new HeldBack(forecaster);
    for (SeriesData one : series) {
      SeriesWalk.over(one, forecaster, judge.visitor(one, settings.heldBackFrom(one)));
    }
    return judge.score();
  }

  private void gather(
      SeriesData series, Forecaster forecaster, HighwayFit highwayFit, HeldBack judge) {
    int heldBackFrom = settings.heldBackFrom(series);
    ModelShape shape = forecaster.model().shape();
    HighwayRows rows =
        new HighwayRows(series, heldBackFrom, forecaster.features(), shape, highwayFit);
    SeriesWalk.Visitor judging = judge.visitor(series, heldBackFrom);
    SeriesWalk.over(
        series,
        forecaster,
        (state, index, bridged) -> {
          rows.row(state, index, bridged);
          judging.row(state, index, bridged);
        });
    rows.flush();
  }

  private static Model withHighway(Model model, float[] highway) {
    return new Model(
        model.shape(), model.layers(), model.head(), highway, model.headBias(), model.spread());
  }

  private static Model withSpread(Model model, float[] spread) {
    return new Model(
        model.shape(), model.layers(), model.head(), model.highway(), model.headBias(), spread);
  }
}
