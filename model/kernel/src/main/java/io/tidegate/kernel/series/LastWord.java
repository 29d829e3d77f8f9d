package io.tidegate.kernel.series;

import io.tidegate.kernel.model.Size;

/** How a series has the last word over the shared weights: by its {@link OnlineStack}. */
public final class LastWord {
  private static final double MOST_DEVIATION = 40;
  private static final double MOST_USUAL_DEVIATION = 20;

  private LastWord() {}

  /**
   * Replaces what the shared weights say by what the series makes of it.
   *
   * @param points [horizon] the forecasts from the newest row, less its value, in units of the
   *     scale
   */
  public static void over(SeriesState state, float[] points, Recipe recipe) {
    double[] next = new double[state.stack.regressors(0)];
    double[] later = new double[state.stack.regressors(state.calibration.groups().size() - 1)];
    float[] known = new float[2 * state.covariates.size()];
    StepGroups groups = state.calibration.groups();
    for (int step = 1; step <= points.length; step++) {
      int group = groups.floor(step);
      double[] z = group == 0 ? next : later;
      double scale = state.scaler.scale();
      regressors(state, 0, state.deviation(), scale, step, points[step - 1], recipe, z);
      state.covariates(step, recipe, known);
      for (int i = 0; i < known.length; i++) {
        z[z.length - known.length + i] = known[i];
      }
      double share = groups.share(step);
      double point;
      if (share == 0) {
        point = state.stack.forecast(group, z, recipe);
      } else {
        double from = beside(state, group, z, recipe);
        double to = beside(state, group + 1, z, recipe);
        point = from + share * (to - from);
      }
      points[step - 1] = (float) point;
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
    regressors(state, ago, forecast.deviation(), scale, step, forecast.shared(group), recipe, z);
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
   * @param ago the origin, in rows before the newest
   * @param deviation of the origin from the level, in units of the scale
   * @param scale at the origin
   * @param shared the shared weights' forecast less the value, in units of the scale
   * @param z [regressors], written
   */
  private static void regressors(
      SeriesState state,
      int ago,
      double deviation,
      double scale,
      int step,
      double shared,
      Recipe recipe,
      double[] z) {
    Ring ring = state.ring;
    double x = ring.value(ago);
    z[OnlineStack.SHARED] = clipped(shared, MOST_DEVIATION);
    z[OnlineStack.SEASONAL_NAIVE] =
        clipped((seasonalNaive(state, ago, step) - x) / scale, MOST_DEVIATION);
    z[OnlineStack.CONSTANT] = 1;
    float usual = state.usualValue(step - (long) ago, recipe);
    z[OnlineStack.USUAL] =
        Float.isNaN(usual) ? 0 : clipped((usual - x) / scale, MOST_USUAL_DEVIATION);
    if (state.size == Size.STANDARD) {
      double before = ago + 1 < ring.size() ? ring.value(ago + 1) : x;
      z[OnlineStack.LEVEL] = clipped(deviation, MOST_DEVIATION) / step;
      z[OnlineStack.DIFFERENCE] = clipped((x - before) / scale, MOST_DEVIATION) / step;
      if (step == 1) {
        regressorsOfNextStep(state, x, scale, recipe, z);
      }
    }
  }

  /** What is known only at the newest row: it is the origin. */
  private static void regressorsOfNextStep(
      SeriesState state, double x, double scale, Recipe recipe, double[] z) {
    float usual = state.usualValue(0, recipe);
    z[OnlineStack.USUAL_NOW] =
        Float.isNaN(usual) ? 0 : clipped((usual - x) / scale, MOST_DEVIATION);
    z[OnlineStack.LAST_ERROR] = clipped(state.stack.error(0) / scale, MOST_DEVIATION);
    z[OnlineStack.ERROR_BEFORE] = clipped(state.stack.error(1) / scale, MOST_DEVIATION);
  }

  /** The value whole seasons before the target; that of the origin where there is none. */
  private static double seasonalNaive(SeriesState state, int ago, int step) {
    int rows = state.season().naiveRows();
    int seasons = rows < 2 ? 0 : (step + rows - 1) / rows;
    long seasonAgo = ago + (long) seasons * rows - step;
    boolean known = seasons > 0 && seasonAgo < state.ring.size();
    return state.ring.value(known ? (int) seasonAgo : ago);
  }

  private static double beside(SeriesState state, int group, double[] z, Recipe recipe) {
    int apart = apartFromSeason(state, group);
    return apart == group
        ? state.stack.forecast(group, z, recipe)
        : state.stack.forecastBeside(group, apart, z, recipe);
  }

  /** The last group up to {@code group} at no multiple of the season, if there is one. */
  private static int apartFromSeason(SeriesState state, int group) {
    int rows = state.season().naiveRows();
    int apart = group;
    while (rows >= 2 && apart > 0 && state.calibration.groups().step(apart) % rows == 0) {
      apart--;
    }
    return apart;
  }

  private static double clipped(double value, double most) {
    return Math.max(-most, Math.min(most, value));
  }
}
