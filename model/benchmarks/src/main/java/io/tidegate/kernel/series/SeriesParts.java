package io.tidegate.kernel.series;

import java.util.SplittableRandom;

/**
 * What a record does to the parts of a series, one part at a time. In the package of the parts,
 * which are nobody else's business.
 */
public final class SeriesParts {
  private static final int NOISE = 1 << 12;

  private final SeriesState state;
  private final Recipe recipe;
  private final IssuedForecast issued;
  private final double[] noise = new double[NOISE];
  private final float[] halfWidths;
  private final float[] usual;
  private final float[] points;
  private final float[] scratch;
  private long row;

  /**
   * The parts of a warm series whose newest row is one that is scored at every step group.
   *
   * @param points [horizon] what the shared weights say from there
   */
  public SeriesParts(SeriesState state, Recipe recipe, float[] points) {
    this.state = state;
    this.recipe = recipe;
    this.issued = state.pending.newest(state.slot);
    this.halfWidths = new float[state.calibration.intervals()];
    this.usual = new float[points.length + 1];
    this.points = points.clone();
    this.scratch = new float[points.length];
    this.row = state.slot;
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < NOISE; i++) {
      noise[i] = state.newest() + state.scaler.scale() * (random.nextDouble() - .5);
    }
  }

  private double next() {
    row++;
    return noise[(int) (row & (NOISE - 1))];
  }

  /** Whether the newest row is one that is scored at every step group. */
  public static boolean scored(SeriesState state) {
    return state.scored();
  }

  /** Level, scale and fingerprint take a value. */
  public double scale() {
    state.scaler.update(next(), state.season(), recipe);
    state.fingerprint.update(state.ring, state.scaler, state.season());
    return state.scaler.scale();
  }

  /** The profile and the second season learn a value, and tell what is usual from there. */
  public float[] profile() {
    double x = next();
    long time = row * state.stepMillis;
    state.usual.learn(row, time, x, state.scaler.scale(), recipe);
    state.usual.ahead(row, time, state.stepMillis, recipe, usual);
    return usual;
  }

  /** The series has the last word over the shared weights. */
  public float[] stack() {
    System.arraycopy(points, 0, scratch, 0, points.length);
    LastWord.over(state, scratch, recipe);
    return scratch;
  }

  /** The stack learns from as many matured forecasts as there are in a row on average. */
  public double learn() {
    double actual = next();
    for (int group = 0; group < groupsOfRow(); group++) {
      LastWord.learn(state, issued, group, actual, recipe);
    }
    return actual;
  }

  /** Intervals and accuracy learn from as many. */
  public double score() {
    double actual = next();
    for (int group = 0; group < groupsOfRow(); group++) {
      double error = actual - issued.point(group);
      issued.halfWidths(group, halfWidths);
      state.calibration.score(group, error, issued.scale(), halfWidths, recipe);
      state.accuracy.score(group, error, error, halfWidths, true);
    }
    return actual;
  }

  /** The next step's at every row, the others' of each origin that is scored. */
  private int groupsOfRow() {
    return row % state.size.scoredEvery() == 0 ? state.calibration.groups().size() : 1;
  }
}
