package io.tidegate.trainer.fit;

import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.series.Part;
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

  /** A loss over n pairs that is lower by less than this over the root of n may be so by chance. */
  private static final double CHANCE = 0.5;

  private final FitSettings settings;
  private final FitProgress progress;

  /** A fitter that tells {@code progress} of each update. */
  public Fitter(FitSettings settings, FitProgress progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Makes a candidate of the shape that is asked for. One of another shape than its parent's starts
   * as near to the parent as it can, and is judged against the parent as it is, at the steps that
   * both look ahead.
   *
   * @throws NotEnoughDataException if there is nothing to learn from
   * @throws ArithmeticException if training does not stay finite
   */
  public Fit fit(FitRequest request) {
    Model parent = request.parent();
    if (request.shape().equals(parent.shape())) {
      return fit(parent, request.series(), request.seed());
    }
    Model start = Reshaping.of(parent, request.shape(), request.seed());
    Fit fit = fit(start, request.series(), request.seed());
    return fit.against(judge(parent, request.series(), request.shape().horizon()));
  }

  /**
   * Judges a model that was made elsewhere beside the parent.
   *
   * @param environment where it comes from
   * @throws NotEnoughDataException if there is nothing to judge by
   */
  Fit compare(Model candidate, FitRequest request, String environment) {
    List<SeriesData> series = request.series();
    int horizon = candidate.shape().horizon();
    Score after = judge(candidate, series, horizon);
    if (after.pairs() == 0) {
      throw new NotEnoughDataException(series);
    }
    long observations = series.stream().mapToLong(one -> one.observations().size()).sum();
    Fit fit = new Fit(candidate, after, after, series.size(), observations, 0, 0, 0, environment);
    return fit.against(judge(request.parent(), series, horizon));
  }

  /**
   * Fits the highway in closed form to what the parent's LSTM leaves to explain, then the LSTM to
   * what the new highway leaves. Of the two, one that the settings switch off says nothing and is
   * not fitted: the other explains everything.
   *
   * @param series in an order that does not depend on arrival
   * @throws NotEnoughDataException if there is nothing to learn from
   * @throws ArithmeticException if training does not stay finite
   */
  public Fit fit(Model parent, List<SeriesData> series, long seed) {
    Model first = has(Part.LSTM) ? parent : ModelParts.withSilentLstm(parent);
    Forecaster forecaster = new Forecaster(PARENT, parent, settings.forecaster());
    ModelShape shape = parent.shape();
    HighwayFit highwayFit = new HighwayFit(shape.regressors(), shape.horizon());
    HeldBackRows heldBack = new HeldBackRows();
    HeldBack parentJudge = new HeldBack(forecaster, TimeBlocks.of(series, shape.horizon()));
    for (SeriesData one : series) {
      gather(one, forecaster, new LstmPart(first), highwayFit, heldBack, parentJudge);
    }
    float[] highway =
        has(Part.HIGHWAY)
            ? chosenHighway(parent, highwayFit, heldBack)
            : new float[parent.highway().length];
    List<Run> runs = new ArrayList<>();
    for (SeriesData one : series) {
      runs.addAll(RunBuilder.runsOf(one, settings.heldBackFrom(one), forecaster, highway));
    }
    runs.removeIf(run -> !run.teaches());
    if (runs.isEmpty()) {
      throw new NotEnoughDataException(series);
    }
    Model start = ModelParts.withHighway(first, highway);
    LstmTraining.Outcome outcome =
        has(Part.LSTM)
            ? new LstmTraining(settings, progress).train(start, runs, seed)
            : LstmTraining.Outcome.none(start);
    Candidate best = best(start, outcome.model(), series);
    return new Fit(
        ModelParts.withSpread(best.model(), best.score().spread()),
        parentJudge.score(),
        best.score(),
        series.size(),
        series.stream().mapToLong(one -> one.observations().size()).sum(),
        outcome.batches(),
        outcome.clipped(),
        outcome.stepsPerSecond(),
        NativeThreads.environment());
  }

  private boolean has(Part part) {
    return !settings.forecaster().without().contains(part);
  }

  private record Candidate(Model model, Score score) {
    /** By the mean over the steps of its loss over the other's: each step counts the same. */
    boolean beats(Candidate other) {
      double ratios = 0;
      int steps = 0;
      for (int step = 1; step <= model.shape().horizon(); step++) {
        double ratio = score.loss(step) / other.score.loss(step);
        if (Double.isFinite(ratio)) {
          ratios += ratio;
          steps++;
        }
      }
      return Double.isFinite(score.loss()) && ratios < steps;
    }
  }

  /**
   * The highway of the settings' hold on the parent's; step by step another where the held-back
   * part says so: a tighter one if it is better, a looser one only if it is better by more than
   * chance.
   */
  private float[] chosenHighway(Model parent, HighwayFit fit, HeldBackRows heldBack) {
    float[] best = held(parent, fit, 1);
    if (settings.priorRows() > 0) {
      int horizon = parent.shape().horizon();
      double[] least = heldBack.loss(best, horizon);
      double[] margin = new double[horizon];
      for (double times : new double[] {10, Double.POSITIVE_INFINITY}) {
        takeBetterSteps(held(parent, fit, times), best, heldBack, least, margin);
      }
      long[] pairs = heldBack.pairs(horizon);
      for (int h = 0; h < horizon; h++) {
        margin[h] = CHANCE / Math.sqrt((double) Math.max(1, pairs[h]));
      }
      for (double times : new double[] {0.1, 0.01}) {
        takeBetterSteps(held(parent, fit, times), best, heldBack, least, margin);
      }
    }
    return best;
  }

  private float[] held(Model parent, HighwayFit fit, double times) {
    return Double.isInfinite(times)
        ? parent.highway()
        : fit.solve(parent.highway(), settings.ridge(), settings.priorRows() * times);
  }

  private static void takeBetterSteps(
      float[] other, float[] best, HeldBackRows heldBack, double[] least, double[] margin) {
    double[] loss = heldBack.loss(other, least.length);
    int width = best.length / least.length;
    for (int h = 0; h < least.length; h++) {
      if (loss[h] < least[h] * (1 - margin[h])) {
        System.arraycopy(other, h * width, best, h * width, width);
        least[h] = loss[h];
      }
    }
  }

  /** The trained LSTM; where it is worse than the one it started from, that one or the middle. */
  private Candidate best(Model start, Model trained, List<SeriesData> series) {
    Candidate before = new Candidate(start, judge(start, series));
    if (!has(Part.LSTM)) {
      return before;
    }
    Candidate after = new Candidate(trained, judge(trained, series));
    if (after.beats(before)) {
      return after;
    }
    Model middle = Blend.middle(start, trained);
    Candidate between = new Candidate(middle, judge(middle, series));
    return between.beats(before) ? between : before;
  }

  /** What {@code model} does on the held-back part. */
  public Score judge(Model model, List<SeriesData> series) {
    return judge(model, series, model.shape().horizon());
  }

  private Score judge(Model model, List<SeriesData> series, int blockSteps) {
    Forecaster forecaster = new Forecaster(CANDIDATE, model, settings.forecaster());
    HeldBack judge = new HeldBack(forecaster, TimeBlocks.of(series, blockSteps));
    for (SeriesData one : series) {
      SeriesWalk.over(one, forecaster, judge.visitor(one, settings.heldBackFrom(one)));
    }
    return judge.score();
  }

  private void gather(
      SeriesData series,
      Forecaster forecaster,
      LstmPart lstm,
      HighwayFit highwayFit,
      HeldBackRows heldBack,
      HeldBack judge) {
    int heldBackFrom = settings.heldBackFrom(series);
    ModelShape shape = forecaster.model().shape();
    HighwayRows rows =
        new HighwayRows(
            series, heldBackFrom, forecaster.features(), shape, lstm, highwayFit, heldBack);
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
}
