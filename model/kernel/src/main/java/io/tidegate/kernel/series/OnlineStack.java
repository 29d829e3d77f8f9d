package io.tidegate.kernel.series;

import io.tidegate.kernel.model.Size;
import java.nio.ByteBuffer;

/**
 * The last word of a series over the shared weights: at every step group a small linear model of
 * what is known at the origin, learnt from matured errors only ({@link LeastSquares}), and a vote
 * between it and the simple forecasts ({@link Voters}), so that a series whose best forecast is a
 * simple one gets that.
 *
 * <p>Regressors z, as deviations from the newest value in units of the scale: the shared weights'
 * forecast, the seasonal naive one, 1, the usual value at the target; with the standard size also
 * the deviation from the level and the last difference, both over the step; then for the next step
 * alone the usual value at the origin and the newest errors of its forecasts, two with the standard
 * size and one with the lean; then two for each covariate, its value at the target and at the
 * origin.
 *
 * <p>A row of scale s counts with weight r = min(s / long scale, 4)^2, and less at a long step,
 * whose forecasts overlap and so err together: its noise is taken to have the variance (1 + step /
 * 4) / r.
 */
public final class OnlineStack {
  /** Position of the shared weights' forecast among the regressors. */
  static final int SHARED = 0;

  /** Position of the seasonal naive forecast. */
  static final int SEASONAL_NAIVE = 1;

  /** Position of the constant 1. */
  static final int CONSTANT = 2;

  /** Position of the usual value at the target. */
  static final int USUAL = 3;

  /** Position of the deviation from the level, with the standard size. */
  static final int LEVEL = 4;

  /** Position of the last difference, with the standard size. */
  static final int DIFFERENCE = 5;

  /** Where format 2 had the regressors of the standard size. */
  private static final int[] FORMAT_2 = {
    SHARED, SEASONAL_NAIVE, CONSTANT, LEVEL, DIFFERENCE, USUAL
  };

  private final Size size;
  private final Voters[] groups;

  /** Errors of the next step's forecast, newest first, in the series' unit; 0 if there was none. */
  private final float[] errors;

  /** One that trusts the shared weights, without covariates. */
  OnlineStack(int groups, Size size) {
    this(size, new Voters[groups]);
    for (int group = 0; group < groups; group++) {
      this.groups[group] = new Voters(regressors(size, group));
    }
  }

  private OnlineStack(Size size, Voters[] groups) {
    this.size = size;
    this.errors = new float[size.regressorsOfNextStep() - 1];
    this.groups = groups;
  }

  /** Regressors of a group, covariates aside. */
  private static int regressors(Size size, int group) {
    return size.regressors() + (group == 0 ? size.regressorsOfNextStep() : 0);
  }

  /** Number of regressors of a group. */
  int regressors(int group) {
    return groups[group].regressors();
  }

  /** Weight w of one regressor. */
  float weight(int group, int regressor) {
    return groups[group].weight(regressor);
  }

  /** Notes what the forecast of the row just observed was wrong by; 0 if there was none. */
  void made(double error) {
    System.arraycopy(errors, 0, errors, 1, errors.length - 1);
    errors[0] = (float) error;
  }

  /** The error made {@code ago} rows before the newest. */
  float error(int ago) {
    return errors[ago];
  }

  /** Adds a covariate as the last two regressors, of which nothing is known. */
  void addCovariate() {
    for (Voters group : groups) {
      group.addCovariates(1);
    }
  }

  private int covariates() {
    return (regressors(0) - regressors(size, 0)) / 2;
  }

  /**
   * Says the same with a regressor that has been divided by {@code factor}.
   *
   * @param fromLast 1 for the last regressor, 2 for the one before
   */
  void rescale(int fromLast, double factor) {
    for (Voters group : groups) {
      group.rescale(fromLast, factor);
    }
  }

  /** What a step group gives to each regressor: its forecast is their sum, in their unit. */
  double[] weights(int group, Recipe recipe) {
    return groups[group].weights(recipe);
  }

  /**
   * What a group whose step is a multiple of the season gives for a step beside it. At the multiple
   * persistence and seasonal naive are one forecast; beside it what was given to that one goes to
   * each of the two as the group {@code apart}, at no multiple, believes in them.
   */
  double[] weightsBeside(int group, int apart, Recipe recipe) {
    return groups[group].weightsBeside(groups[apart], recipe);
  }

  /**
   * Learns from one matured forecast.
   *
   * @param step the group's step
   * @param y the actual as a deviation from the value at the origin, in units of its scale
   * @param importance r, positive; above 16 it counts as 16
   */
  void learn(int group, int step, double[] z, double y, double importance) {
    groups[group].learn(step, z, y, importance);
  }

  /**
   * The same figures for other groups: each takes those of its floor. A group at no multiple of the
   * season takes them of one at none: at a multiple persistence and seasonal naive were one.
   *
   * @param seasonRows rows of a season; less than 2 for none
   */
  OnlineStack regrouped(StepGroups from, StepGroups to, int seasonRows) {
    OnlineStack regrouped = new OnlineStack(to.size(), size);
    System.arraycopy(errors, 0, regrouped.errors, 0, errors.length);
    for (int group = 0; group < to.size(); group++) {
      int step = to.step(group);
      int floor = from.floor(Math.min(step, from.horizon()));
      if (seasonRows >= 2 && step % seasonRows != 0) {
        floor = from.apartFrom(seasonRows, floor);
      }
      if ((floor == 0) == (group == 0)) {
        regrouped.groups[group] = groups[floor].copy();
      } else {
        regrouped.groups[group].addCovariates(covariates());
      }
    }
    return regrouped;
  }

  int bytes() {
    int bytes = errors.length * Float.BYTES;
    for (Voters group : groups) {
      bytes += group.bytes();
    }
    return bytes;
  }

  void write(ByteBuffer out) {
    Floats.write(out, errors);
    for (Voters group : groups) {
      group.write(out);
    }
  }

  static OnlineStack read(ByteBuffer in, int groups, Size size, int covariates) {
    OnlineStack stack = new OnlineStack(size, new Voters[groups]);
    Floats.read(in, stack.errors);
    for (int group = 0; group < groups; group++) {
      stack.groups[group] = Voters.read(in, regressors(size, group) + 2 * covariates);
    }
    return stack;
  }

  static OnlineStack readFormat2(ByteBuffer in, int groups) {
    OnlineStack stack = new OnlineStack(groups, Size.STANDARD);
    for (Voters group : stack.groups) {
      group.readFormat2(in, FORMAT_2);
    }
    return stack;
  }
}
