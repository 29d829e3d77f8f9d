package io.tidegate.kernel.series;

import io.tidegate.kernel.model.Size;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The last word of a series over the shared weights: at every step group a small linear model of
 * what is known at the origin, learnt from matured errors only, and a vote between it and the
 * simple forecasts, so that a series whose best forecast is a simple one gets that.
 *
 * <p>Regressors z, as deviations from the newest value in units of the scale: the shared weights'
 * forecast, the seasonal naive one, 1, the usual value at the target; with the standard size also
 * the deviation from the level and the last difference, both over the step, and for the next step
 * alone the usual value at the origin and the two errors just made there; then two for each
 * covariate, its value at the target and at the origin. Recursive least squares with slow
 * forgetting (Haykin, "Adaptive filter theory", chapter on RLS). A row of scale s counts with
 * weight r = min(s / long scale, 4)^2, and less at a long step, whose forecasts overlap and so err
 * together:
 *
 * <pre>
 *   q = (1 + step / 4) / r
 *   k = P z / (q + z' P z)     w += k (y - w'z)     P -= k z' P     P /= .999
 * </pre>
 *
 * <p>The vote weighs w'z, persistence (0), seasonal naive and the shared forecast by their faded
 * squared errors L, the first one's taken 2 % lower: weight (min L / L)^16, a smooth form of
 * following the leader.
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

  /** Position of the usual value at the origin, for the next step with the standard size. */
  static final int USUAL_NOW = 6;

  /** Position of the error that the next step's forecast just made, likewise. */
  static final int LAST_ERROR = 7;

  /** Position of the error before that. */
  static final int ERROR_BEFORE = 8;

  /** Where format 2 had the regressors of the standard size. */
  private static final int[] FORMAT_2 = {
    SHARED, SEASONAL_NAIVE, CONSTANT, LEVEL, DIFFERENCE, USUAL
  };

  private static final int VOTERS = 4;
  private static final int COMBINED = 0;
  private static final int PERSISTENCE = 1;
  private static final int NAIVE = 2;
  private static final int SHARED_ALONE = 3;
  private static final double FIRST_VARIANCE = 0.2;
  private static final double FORGETTING = 0.999;
  private static final double HANDICAP = 0.98;
  private static final double FIRST_VARIANCE_OF_COVARIATES = 1;
  private static final double OVERLAP = 4;
  private static final double LOSS_RATE = 0.006;
  private static final int PRIOR_LOSSES = 2;
  private static final short MOST_COUNT = 1_000;
  private static final double MOST_LOSS = 50;
  private static final double MOST_WEIGHT = 16;

  private final Size size;

  /** [groups][regressors]. */
  private final float[][] weights;

  /** [groups][pairs]: the lower triangle of P, row by row, so that a regressor can be added. */
  private final float[][] covariance;

  /** [groups][voters]. */
  private final float[][] losses;

  /** [groups]: forecasts learnt from. */
  private final short[] counts;

  /** Errors of the next step's forecast, newest first, in the series' unit; 0 if there was none. */
  private final float[] errors = new float[2];

  /** One that trusts the shared weights, without covariates. */
  OnlineStack(int groups, Size size) {
    this.size = size;
    weights = new float[groups][];
    covariance = new float[groups][];
    losses = new float[groups][VOTERS];
    counts = new short[groups];
    for (int group = 0; group < groups; group++) {
      int regressors = size.regressors() + (group == 0 ? size.regressorsOfNextStep() : 0);
      weights[group] = new float[regressors];
      covariance[group] = new float[pairs(regressors)];
      weights[group][SHARED] = 1;
      for (int i = 0; i < regressors; i++) {
        covariance[group][pair(i, i)] = (float) FIRST_VARIANCE;
      }
      Arrays.fill(losses[group], 1);
      // A newcomer's best guess is the shared forecast, until errors say otherwise.
      losses[group][PERSISTENCE] = 1.5f;
      losses[group][NAIVE] = 1.5f;
    }
  }

  /** Number of regressors of a group. */
  int regressors(int group) {
    return weights[group].length;
  }

  /** Notes what the forecast of the row just observed was wrong by; 0 if there was none. */
  void made(double error) {
    errors[1] = errors[0];
    errors[0] = (float) error;
  }

  /** The error made {@code ago} rows before the newest, 0 or 1. */
  float error(int ago) {
    return errors[ago];
  }

  /** Adds a covariate as the last two regressors, of which nothing is known. */
  void addCovariate() {
    for (int group = 0; group < weights.length; group++) {
      addCovariates(group, 1);
    }
  }

  private void addCovariates(int group, int covariates) {
    int before = regressors(group);
    int after = before + 2 * covariates;
    weights[group] = Arrays.copyOf(weights[group], after);
    covariance[group] = Arrays.copyOf(covariance[group], pairs(after));
    for (int i = before; i < after; i++) {
      covariance[group][pair(i, i)] = (float) FIRST_VARIANCE_OF_COVARIATES;
    }
  }

  private int covariates() {
    return (regressors(0) - size.regressors() - size.regressorsOfNextStep()) / 2;
  }

  /**
   * Says the same with a regressor that has been divided by {@code factor}.
   *
   * @param fromLast 1 for the last regressor, 2 for the one before
   */
  void rescale(int fromLast, double factor) {
    for (int group = 0; group < weights.length; group++) {
      int regressor = regressors(group) - fromLast;
      weights[group][regressor] *= (float) factor;
      for (int other = 0; other < regressors(group); other++) {
        covariance[group][pair(regressor, other)] *= (float) factor;
      }
      covariance[group][pair(regressor, regressor)] *= (float) factor;
    }
  }

  /** The forecast of a step group for the regressors {@code z}, in their unit. */
  double forecast(int group, double[] z, Recipe recipe) {
    return vote(group, z, 0, recipe);
  }

  /**
   * What a group whose step is a multiple of the season says of a step beside it. At the multiple
   * persistence and seasonal naive are one forecast; beside it what was given to that one goes to
   * each of the two as the group {@code apart}, at no multiple, believes in them.
   */
  double forecastBeside(int group, int apart, double[] z, Recipe recipe) {
    double persistence = sixteenthPower(1 / (double) losses[apart][PERSISTENCE]);
    double naive = sixteenthPower(1 / (double) losses[apart][NAIVE]);
    double share = naive / (naive + persistence);
    return vote(group, z, Double.isNaN(share) ? 1 : share, recipe);
  }

  private double vote(int group, double[] z, double naiveForPersistence, Recipe recipe) {
    int first = recipe.has(Part.STACK) ? COMBINED : PERSISTENCE;
    if (!recipe.has(Part.VOTE)) {
      return opinion(first == COMBINED ? COMBINED : SHARED_ALONE, group, z, naiveForPersistence);
    }
    double[] loss = new double[VOTERS];
    for (int voter = 0; voter < VOTERS; voter++) {
      loss[voter] = losses[group][voter] * (voter == COMBINED ? HANDICAP : 1);
    }
    double least = loss[first];
    for (int voter = first + 1; voter < VOTERS; voter++) {
      least = Math.min(least, loss[voter]);
    }
    double sum = 0;
    double votes = 0;
    for (int voter = first; voter < VOTERS; voter++) {
      double vote = sixteenthPower(least / loss[voter]);
      votes += vote;
      sum += vote * opinion(voter, group, z, naiveForPersistence);
    }
    return sum / votes;
  }

  /** Weight w of one regressor. */
  float weight(int group, int regressor) {
    return weights[group][regressor];
  }

  /**
   * Learns from one matured forecast.
   *
   * @param step the group's step
   * @param y the actual as a deviation from the value at the origin, in units of its scale
   * @param importance r, positive; above 16 it counts as 16
   */
  void learn(int group, int step, double[] z, double y, double importance) {
    double r = Math.min(MOST_WEIGHT, importance);
    counts[group] = (short) Math.min(counts[group] + 1, MOST_COUNT);
    double rate = Math.max(LOSS_RATE, 1.0 / (counts[group] + PRIOR_LOSSES));
    for (int voter = 0; voter < VOTERS; voter++) {
      double error = y - opinion(voter, group, z, 0);
      double loss = Math.min(MOST_LOSS, error * error * r);
      double moved = losses[group][voter] + rate * (loss - losses[group][voter]);
      losses[group][voter] = (float) Math.max(Float.MIN_NORMAL, moved);
    }
    leastSquares(group, z, y, (1 + step / OVERLAP) / r);
  }

  private void leastSquares(int group, double[] z, double y, double noise) {
    float[] p = covariance[group];
    double[] pz = new double[regressors(group)];
    double power = 0;
    for (int i = 0; i < pz.length; i++) {
      for (int j = 0; j < pz.length; j++) {
        pz[i] = Math.fma(p[pair(i, j)], z[j], pz[i]);
      }
      power = Math.fma(z[i], pz[i], power);
    }
    if (power < 0) {
      return; // Rounding has cost P its positivity in this direction: there is nothing to learn.
    }
    double error = y - combined(group, z);
    for (int i = 0; i < pz.length; i++) {
      double gain = pz[i] / (noise + power);
      weights[group][i] += (float) (gain * error);
      for (int j = 0; j <= i; j++) {
        p[pair(i, j)] -= (float) (gain * pz[j]);
      }
    }
    forget(p, pz.length);
  }

  /** P grows by what is forgotten, but never beyond what it was: news that never come do not. */
  private static void forget(float[] p, int regressors) {
    double trace = 0;
    for (int i = 0; i < regressors; i++) {
      trace += p[pair(i, i)];
    }
    if (trace <= regressors * FIRST_VARIANCE) {
      for (int i = 0; i < p.length; i++) {
        p[i] /= (float) FORGETTING;
      }
    }
  }

  private double opinion(int voter, int group, double[] z, double naiveForPersistence) {
    double moved = naiveForPersistence * z[SEASONAL_NAIVE];
    float[] w = weights[group];
    return switch (voter) {
      case COMBINED -> combined(group, z) + (1 - w[SHARED] - w[USUAL]) * moved;
      case PERSISTENCE -> moved;
      case NAIVE -> naiveForPersistence == 0 ? z[SEASONAL_NAIVE] : moved;
      case SHARED_ALONE -> z[SHARED];
      default -> throw new IllegalArgumentException("voter " + voter);
    };
  }

  private double combined(int group, double[] z) {
    double sum = 0;
    for (int i = 0; i < regressors(group); i++) {
      sum = Math.fma(weights[group][i], z[i], sum);
    }
    return sum;
  }

  private static double sixteenthPower(double x) {
    double fourth = x * x * (x * x);
    double eighth = fourth * fourth;
    return eighth * eighth;
  }

  private static int pairs(int regressors) {
    return regressors * (regressors + 1) / 2;
  }

  /** Where P[i][j] = P[j][i] stands in the lower triangle. */
  private static int pair(int i, int j) {
    int row = Math.max(i, j);
    return row * (row + 1) / 2 + Math.min(i, j);
  }

  /** The same figures for other groups: each takes those of its floor. */
  OnlineStack regrouped(StepGroups from, StepGroups to) {
    OnlineStack regrouped = new OnlineStack(to.size(), size);
    for (int group = 0; group < to.size(); group++) {
      int floor = from.floor(Math.min(to.step(group), from.horizon()));
      if ((floor == 0) != (group == 0) && size.regressorsOfNextStep() > 0) {
        regrouped.addCovariates(group, covariates());
        continue;
      }
      regrouped.weights[group] = weights[floor].clone();
      regrouped.covariance[group] = covariance[floor].clone();
      regrouped.losses[group] = losses[floor].clone();
      regrouped.counts[group] = counts[floor];
    }
    return regrouped;
  }

  int bytes() {
    int bytes = size.regressorsOfNextStep() == 0 ? 0 : errors.length * Float.BYTES;
    for (int group = 0; group < weights.length; group++) {
      int floats = regressors(group) + pairs(regressors(group)) + VOTERS;
      bytes += Short.BYTES + floats * Float.BYTES;
    }
    return bytes;
  }

  void write(ByteBuffer out) {
    if (size.regressorsOfNextStep() > 0) {
      put(out, errors);
    }
    for (int group = 0; group < weights.length; group++) {
      put(out, weights[group]);
      put(out, covariance[group]);
      put(out, losses[group]);
      out.putShort(counts[group]);
    }
  }

  static OnlineStack read(ByteBuffer in, int groups, Size size, int covariates) {
    OnlineStack stack = new OnlineStack(groups, size);
    for (int i = 0; i < covariates; i++) {
      stack.addCovariate();
    }
    if (size.regressorsOfNextStep() > 0) {
      get(in, stack.errors);
    }
    for (int group = 0; group < groups; group++) {
      get(in, stack.weights[group]);
      get(in, stack.covariance[group]);
      get(in, stack.losses[group]);
      stack.counts[group] = in.getShort();
    }
    return stack;
  }

  /** Format 2 had six regressors in another order, and the upper triangle of P. */
  static OnlineStack readFormat2(ByteBuffer in, int groups) {
    int regressors = FORMAT_2.length;
    OnlineStack stack = new OnlineStack(groups, Size.STANDARD);
    for (int group = 0; group < groups; group++) {
      for (int i = 0; i < regressors; i++) {
        stack.weights[group][FORMAT_2[i]] = in.getFloat();
      }
      for (int i = 0; i < regressors; i++) {
        for (int j = i; j < regressors; j++) {
          stack.covariance[group][pair(FORMAT_2[i], FORMAT_2[j])] = in.getFloat();
        }
      }
      get(in, stack.losses[group]);
      stack.counts[group] = in.getShort();
    }
    return stack;
  }

  private static void put(ByteBuffer out, float[] values) {
    for (float value : values) {
      out.putFloat(value);
    }
  }

  private static void get(ByteBuffer in, float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = in.getFloat();
    }
  }
}
