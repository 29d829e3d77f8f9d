package io.tidegate.kernel.series;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The last word of a series over the shared weights: at every step group a small linear model of
 * what is known at the origin, learnt from matured errors only, and a vote between it and the
 * simple forecasts, so that a series whose best forecast is a simple one gets that.
 *
 * <p>Regressors z, as deviations from the newest value in units of the scale: the shared weights'
 * forecast, the seasonal naive one, 1, the deviation from the level and the last difference, both
 * over the step, the usual value at the target. Recursive least squares without forgetting (Haykin,
 * "Adaptive filter theory", chapter on RLS). A row of scale s counts with weight r = min(s / long
 * scale, 4)^2, and less at a long step, whose forecasts overlap and so err together:
 *
 * <pre>
 *   q = (1 + step / 4) / r
 *   k = P z / (q + z' P z)     w += k (y - w'z)     P -= k z' P
 * </pre>
 *
 * <p>The vote weighs w'z, persistence (0), seasonal naive and the shared forecast by their faded
 * squared errors L: weight (min L / L)^16, a smooth form of following the leader.
 */
public final class OnlineStack {
  /** Number of regressors. */
  public static final int REGRESSORS = 6;

  /** Position of the shared weights' forecast among the regressors. */
  public static final int SHARED = 0;

  /** Position of the seasonal naive forecast among the regressors. */
  public static final int SEASONAL_NAIVE = 1;

  /** Position of the usual value at the target among the regressors. */
  public static final int USUAL = 5;

  private static final int PAIRS = REGRESSORS * (REGRESSORS + 1) / 2;
  private static final int VOTERS = 4;
  private static final int COMBINED = 0;
  private static final int PERSISTENCE = 1;
  private static final int NAIVE = 2;
  private static final double FIRST_VARIANCE = 0.2;
  private static final double OVERLAP = 4;
  private static final double LOSS_RATE = 0.006;
  private static final int PRIOR_LOSSES = 2;
  private static final short MOST_COUNT = 1_000;
  private static final double MOST_LOSS = 50;
  private static final double MOST_WEIGHT = 16;

  private final float[][] weights;

  /** [groups][pairs]: the upper triangle of P, row by row. */
  private final float[][] covariance;

  /** [groups][voters]. */
  private final float[][] losses;

  /** [groups]: forecasts learnt from. */
  private final short[] counts;

  /** One that trusts the shared weights. */
  OnlineStack(int groups) {
    weights = new float[groups][REGRESSORS];
    covariance = new float[groups][PAIRS];
    losses = new float[groups][VOTERS];
    counts = new short[groups];
    for (int group = 0; group < groups; group++) {
      weights[group][SHARED] = 1;
      for (int i = 0; i < REGRESSORS; i++) {
        covariance[group][pair(i, i)] = (float) FIRST_VARIANCE;
      }
      Arrays.fill(losses[group], 1);
      // A newcomer's best guess is the shared forecast, until errors say otherwise.
      losses[group][PERSISTENCE] = 1.5f;
      losses[group][NAIVE] = 1.5f;
    }
  }

  /** The forecast of a step group for the regressors {@code z}, in their unit. */
  double forecast(int group, double[] z) {
    return vote(group, z, 0);
  }

  /**
   * What a group whose step is a multiple of the season says of a step beside it. At the multiple
   * persistence and seasonal naive are one forecast; beside it what was given to that one goes to
   * each of the two as the group {@code apart}, at no multiple, believes in them.
   */
  double forecastBeside(int group, int apart, double[] z) {
    double persistence = sixteenthPower(1 / (double) losses[apart][PERSISTENCE]);
    double naive = sixteenthPower(1 / (double) losses[apart][NAIVE]);
    double share = naive / (naive + persistence);
    return vote(group, z, Double.isNaN(share) ? 1 : share);
  }

  private double vote(int group, double[] z, double naiveForPersistence) {
    float[] loss = losses[group];
    double least = Math.min(Math.min(loss[0], loss[1]), Math.min(loss[2], loss[3]));
    double sum = 0;
    double votes = 0;
    for (int voter = 0; voter < VOTERS; voter++) {
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
    double[] pz = new double[REGRESSORS];
    double power = 0;
    for (int i = 0; i < REGRESSORS; i++) {
      for (int j = 0; j < REGRESSORS; j++) {
        pz[i] = Math.fma(p[pair(Math.min(i, j), Math.max(i, j))], z[j], pz[i]);
      }
      power = Math.fma(z[i], pz[i], power);
    }
    if (power < 0) {
      return; // Rounding has cost P its positivity in this direction: there is nothing to learn.
    }
    double error = y - combined(group, z);
    for (int i = 0; i < REGRESSORS; i++) {
      double gain = pz[i] / (noise + power);
      weights[group][i] += (float) (gain * error);
      for (int j = i; j < REGRESSORS; j++) {
        p[pair(i, j)] -= (float) (gain * pz[j]);
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
      default -> z[SHARED]; // The shared weights alone have the last voice.
    };
  }

  private double combined(int group, double[] z) {
    double sum = 0;
    for (int i = 0; i < REGRESSORS; i++) {
      sum = Math.fma(weights[group][i], z[i], sum);
    }
    return sum;
  }

  private static double sixteenthPower(double x) {
    double fourth = x * x * (x * x);
    double eighth = fourth * fourth;
    return eighth * eighth;
  }

  /** Where P[i][j], i at most j, stands in the upper triangle. */
  private static int pair(int i, int j) {
    return i * REGRESSORS - i * (i - 1) / 2 + j - i;
  }

  /** The same figures for the groups of another horizon: each takes those of its floor. */
  OnlineStack regrouped(StepGroups from, StepGroups to) {
    OnlineStack regrouped = new OnlineStack(to.size());
    for (int group = 0; group < to.size(); group++) {
      int floor = from.floor(Math.min(to.step(group), from.horizon()));
      regrouped.weights[group] = weights[floor].clone();
      regrouped.covariance[group] = covariance[floor].clone();
      regrouped.losses[group] = losses[floor].clone();
      regrouped.counts[group] = counts[floor];
    }
    return regrouped;
  }

  static int bytes(int groups) {
    return groups * (Short.BYTES + (REGRESSORS + PAIRS + VOTERS) * Float.BYTES);
  }

  void write(ByteBuffer out) {
    for (int group = 0; group < weights.length; group++) {
      put(out, weights[group]);
      put(out, covariance[group]);
      put(out, losses[group]);
      out.putShort(counts[group]);
    }
  }

  static OnlineStack read(ByteBuffer in, int groups) {
    OnlineStack stack = new OnlineStack(groups);
    for (int group = 0; group < groups; group++) {
      get(in, stack.weights[group]);
      get(in, stack.covariance[group]);
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
