package io.tidegate.kernel.series;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * At one step group, a vote between the series' own linear model, persistence (0), seasonal naive
 * and the shared forecast, by their faded squared errors L, the first one's taken 2 % lower: weight
 * (min L / L)^16, a smooth form of following the leader.
 */
final class Voters {
  static final int VOTERS = 4;
  private static final int COMBINED = 0;
  private static final int PERSISTENCE = 1;
  private static final int NAIVE = 2;
  private static final int SHARED_ALONE = 3;
  private static final double HANDICAP = 0.98;
  private static final double FIRST_VARIANCE_OF_COVARIATES = 1;
  private static final double OVERLAP = 4;
  private static final double LOSS_RATE = 0.006;
  private static final int PRIOR_LOSSES = 2;
  private static final short MOST_COUNT = 1_000;
  private static final double MOST_LOSS = 50;
  private static final double MOST_WEIGHT = 16;

  private final LeastSquares own;
  private final float[] losses = new float[VOTERS];

  /** Forecasts learnt from. */
  private short count;

  /** Those that trust the shared weights. */
  Voters(int regressors) {
    this(new LeastSquares(regressors));
    own.weigh(OnlineStack.SHARED, 1);
    Arrays.fill(losses, 1);
    // A newcomer's best guess is the shared forecast, until errors say otherwise.
    losses[PERSISTENCE] = 1.5f;
    losses[NAIVE] = 1.5f;
  }

  private Voters(LeastSquares own) {
    this.own = own;
  }

  private Voters(Voters other) {
    this(other.own.copy());
    System.arraycopy(other.losses, 0, losses, 0, VOTERS);
    count = other.count;
  }

  Voters copy() {
    return new Voters(this);
  }

  int regressors() {
    return own.regressors();
  }

  float weight(int regressor) {
    return own.weight(regressor);
  }

  /** Adds covariates, two regressors each, of which nothing is known. */
  void addCovariates(int covariates) {
    own.add(2 * covariates, FIRST_VARIANCE_OF_COVARIATES);
  }

  /** See {@link OnlineStack#rescale}. */
  void rescale(int fromLast, double factor) {
    own.rescale(regressors() - fromLast, factor);
  }

  /** See {@link OnlineStack#weights}. */
  double[] weights(Recipe recipe) {
    return weights(0, recipe);
  }

  /** See {@link OnlineStack#weightsBeside}. */
  double[] weightsBeside(Voters apart, Recipe recipe) {
    double persistence = sixteenthPower(1 / (double) apart.losses[PERSISTENCE]);
    double naive = sixteenthPower(1 / (double) apart.losses[NAIVE]);
    double share = naive / (naive + persistence);
    return weights(Double.isNaN(share) ? 1 : share, recipe);
  }

  /** Every voter is linear in the regressors, and so is what they agree on. */
  private double[] weights(double naiveForPersistence, Recipe recipe) {
    double[] votes = votes(recipe);
    double[] weights = new double[own.regressors()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = votes[COMBINED] * own.weight(i);
    }
    double left = 1 - own.weight(OnlineStack.SHARED) - own.weight(OnlineStack.USUAL);
    double moved = naiveForPersistence * (votes[COMBINED] * left + votes[PERSISTENCE]);
    double naive = naiveForPersistence == 0 ? 1 : naiveForPersistence;
    weights[OnlineStack.SEASONAL_NAIVE] += moved + naive * votes[NAIVE];
    weights[OnlineStack.SHARED] += votes[SHARED_ALONE];
    return weights;
  }

  /** Shares of the voters; they add up to 1. */
  private double[] votes(Recipe recipe) {
    double[] votes = new double[VOTERS];
    int first = recipe.has(Part.STACK) ? COMBINED : PERSISTENCE;
    if (!recipe.has(Part.VOTE)) {
      votes[first == COMBINED ? COMBINED : SHARED_ALONE] = 1;
      return votes;
    }
    double least = Double.MAX_VALUE;
    for (int voter = first; voter < VOTERS; voter++) {
      votes[voter] = losses[voter] * (voter == COMBINED ? HANDICAP : 1);
      least = Math.min(least, votes[voter]);
    }
    double sum = 0;
    for (int voter = first; voter < VOTERS; voter++) {
      votes[voter] = sixteenthPower(least / votes[voter]);
      sum += votes[voter];
    }
    for (int voter = first; voter < VOTERS; voter++) {
      votes[voter] /= sum;
    }
    return votes;
  }

  /** See {@link OnlineStack#learn}. */
  void learn(int step, double[] z, double y, double importance) {
    double r = Math.min(MOST_WEIGHT, importance);
    count = (short) Math.min(count + 1, MOST_COUNT);
    double rate = Math.max(LOSS_RATE, 1.0 / (count + PRIOR_LOSSES));
    for (int voter = 0; voter < VOTERS; voter++) {
      double error = y - opinion(voter, z);
      double loss = Math.min(MOST_LOSS, error * error * r);
      double moved = losses[voter] + rate * (loss - losses[voter]);
      losses[voter] = (float) Math.max(Float.MIN_NORMAL, moved);
    }
    own.learn(z, y, (1 + step / OVERLAP) / r);
  }

  private double opinion(int voter, double[] z) {
    return switch (voter) {
      case COMBINED -> own.forecast(z);
      case PERSISTENCE -> 0;
      case NAIVE -> z[OnlineStack.SEASONAL_NAIVE];
      case SHARED_ALONE -> z[OnlineStack.SHARED];
      default -> throw new IllegalArgumentException("voter " + voter);
    };
  }

  private static double sixteenthPower(double x) {
    double fourth = x * x * (x * x);
    double eighth = fourth * fourth;
    return eighth * eighth;
  }

  int bytes() {
    return own.bytes() + VOTERS * Float.BYTES + Short.BYTES;
  }

  void write(ByteBuffer out) {
    own.write(out);
    Floats.write(out, losses);
    out.putShort(count);
  }

  static Voters read(ByteBuffer in, int regressors) {
    Voters read = new Voters(LeastSquares.read(in, regressors));
    read.readVote(in);
    return read;
  }

  private void readVote(ByteBuffer in) {
    Floats.read(in, losses);
    count = in.getShort();
  }

  /**
   * Format 2 had the upper triangle of P.
   *
   * @param order where its regressors stand now
   */
  void readFormat2(ByteBuffer in, int[] order) {
    for (int regressor : order) {
      own.weigh(regressor, in.getFloat());
    }
    for (int i = 0; i < order.length; i++) {
      for (int j = i; j < order.length; j++) {
        own.covary(order[i], order[j], in.getFloat());
      }
    }
    readVote(in);
  }
}
