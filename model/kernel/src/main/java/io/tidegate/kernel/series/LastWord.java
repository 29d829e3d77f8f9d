package io.tidegate.kernel.series;

import io.tidegate.kernel.model.Size;
import java.util.Arrays;

/** How a series has the last word over the shared weights: by its {@link OnlineStack}. */
public final class LastWord {
  private static final double MOST_DEVIATION = 40;
  private static final double MOST_USUAL_DEVIATION = 20;

  private LastWord() {}

  /**
   * Where a forecast was made from.
   *
   * @param ago in rows before the newest
   * @param deviation from the level, in units of the scale
   * @param scale of the series
   */
  private record Origin(int ago, double deviation, double scale) {}

  /**
   * Replaces what the shared weights say by what the series makes of it.
   *
   * @param points [horizon] the forecasts from the newest row, less its value, in units of the
   *     scale
   */
  public static void over(SeriesState state, float[] points, Recipe recipe) {
    StepGroups groups = state.calibration.groups();
    float[] usual = new float[points.length + 1];
    state.usualValues(recipe, usual);
    Origin origin = new Origin(0, state.deviation(), state.scaler.scale());
    double[] next = new double[state.stack.regressors(0)];
    double[] later = new double[state.stack.regressors(groups.size() - 1)];
    float[] known = new float[2 * state.covariates.size()];
    double[][] alone = new double[groups.size()][];
    Arrays.setAll(alone, group -> state.stack.weights(group, recipe));
    double[][] beside = weightsBeside(state, alone, recipe);
    for (int step = 1; step <= points.length; step++) {
      float shared = points[step - 1];
      if (known.length > 0) {
        state.covariates(step, recipe, known);
      }
      int group = groups.floor(step);
      double[] z = group == 0 ? next : later;
      regressors(state, origin, group, step, shared, usual[step], recipe, z);
      append(known, z);
      double share = groups.share(step);
      double point = sum(share == 0 ? alone[group] : beside[group], z);
      if (share > 0) {
        if (group == 0) {
          regressors(state, origin, 1, step, shared, usual[step], recipe, later);
          append(known, later);
        }
        point += share * (sum(beside[group + 1], later) - point);
      }
      points[step - 1] = (float) point;
    }
  }

  private static double[][] weightsBeside(SeriesState state, double[][] alone, Recipe recipe) {
    double[][] beside = new double[alone.length][];
    for (int group = 0; group < beside.length; group++) {
      int apart = apartFromSeason(state, group);
      beside[group] =
          apart == group ? alone[group] : state.stack.weightsBeside(group, apart, recipe);
    }
    return beside;
  }

  private static double sum(double[] weights, double[] z) {
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      sum = Math.fma(weights[i], z[i], sum);
    }
    return sum;
  }

  private static void append(float[] covariates, double[] z) {
    for (int i = 0; i < covariates.length; i++) {
      z[z.length - covariates.length + i] = covariates[i];
    }
  }

  /**
   * Learns from one matured forecast, if the weights are still those that made it.
   *
   * @param actual relative to the base
   */
  static void learn(
      SeriesState state, IssuedForecast forecast, int group, double actual, Recipe recipe) {
    int ago = (int) (state.slot - forecast.origin());
    boolean late = group == 0 && ago > 0;
    if (!forecast.underThisVersion() || late || ago >= state.ring.size()) {
      return;
    }
    double[] z = new double[state.stack.regressors(group)];
    int step = state.calibration.groups().step(group);
    double scale = forecast.scale();
    Origin origin = new Origin(ago, forecast.deviation(), scale);
    float usual = state.usualValue(step - (long) ago, recipe);
    regressors(state, origin, group, step, forecast.shared(group), usual, recipe, z);
    int firstCovariate = z.length - 2 * state.covariates.size();
    for (int i = 0; i < forecast.covariates(); i++) {
      z[firstCovariate + i] = forecast.covariate(group, i);
    }
    double y = clipped((actual - state.ring.value(ago)) / scale, MOST_DEVIATION);
    double relative = scale / state.scaler.longScale();
    state.stack.learn(group, step, z, y, relative * relative);
  }

  /**
   * What the stack looks at for one step of one origin, covariates aside.
   *
   * @param shared the shared weights' forecast less the value, in units of the scale
   * @param usual value at the target; NaN while unknown
   * @param z [regressors of the group], written
   */
  private static void regressors(
      SeriesState state,
      Origin origin,
      int group,
      int step,
      double shared,
      float usual,
      Recipe recipe,
      double[] z) {
    Ring ring = state.ring;
    int ago = origin.ago;
    double scale = origin.scale;
    double x = ring.value(ago);
    z[OnlineStack.SHARED] = clipped(shared, MOST_DEVIATION);
    z[OnlineStack.SEASONAL_NAIVE] =
        clipped((seasonalNaive(state, ago, step) - x) / scale, MOST_DEVIATION);
    z[OnlineStack.CONSTANT] = 1;
    z[OnlineStack.USUAL] =
        Float.isNaN(usual) ? 0 : clipped((usual - x) / scale, MOST_USUAL_DEVIATION);
    if (state.size == Size.STANDARD) {
      double before = ago + 1 < ring.size() ? ring.value(ago + 1) : x;
      z[OnlineStack.LEVEL] = clipped(origin.deviation, MOST_DEVIATION) / step;
      z[OnlineStack.DIFFERENCE] = clipped((x - before) / scale, MOST_DEVIATION) / step;
    }
    if (group == 0) {
      regressorsOfNextStep(state, x, scale, recipe, z);
    }
  }

  /** What is known only at the newest row: it is the origin. */
  private static void regressorsOfNextStep(
      SeriesState state, double x, double scale, Recipe recipe, double[] z) {
    int first = state.size.regressors();
    float usual = state.usualValue(0, recipe);
    z[first] = Float.isNaN(usual) ? 0 : clipped((usual - x) / scale, MOST_DEVIATION);
    for (int i = 1; i < state.size.regressorsOfNextStep(); i++) {
      z[first + i] = clipped(state.stack.error(i - 1) / scale, MOST_DEVIATION);
    }
  }

  /** The value whole seasons before the target; that of the origin where there is none. */
  private static double seasonalNaive(SeriesState state, int ago, int step) {
    int rows = state.season().naiveRows();
    int seasons = rows < 2 ? 0 : (step + rows - 1) / rows;
    long seasonAgo = ago + (long) seasons * rows - step;
    boolean known = seasons > 0 && seasonAgo < state.ring.size();
    return state.ring.value(known ? (int) seasonAgo : ago);
  }

  /** The last group up to {@code group} at no multiple of the season, if there is one. */
  private static int apartFromSeason(SeriesState state, int group) {
    int rows = state.season().naiveRows();
    return rows < 2 ? group : state.calibration.groups().apartFrom(rows, group);
  }

  private static double clipped(double value, double most) {
    return value > most ? most : value < -most ? -most : value;
  }
}
