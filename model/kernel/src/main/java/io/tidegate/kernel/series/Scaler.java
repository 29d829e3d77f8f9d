package io.tidegate.kernel.series;

import java.nio.ByteBuffer;

/**
 * Level and scale of a series, O(1), robust: winsorised mean absolute deviations at two paces.
 *
 * <pre>
 *   mu += (x - mu) / w             w = bias-corrected weight, half-life one season
 *   e   = |x - mu|
 *   v  += max(a, 1/n) (min(e, limit) - v)      half-life 7 seasons; vl the same with 56
 *   s   = 1.25 sqrt(v^2 + (.1 vl)^2) + .01 (1.25 vl)
 * </pre>
 *
 * The factor 1.25 makes the mean absolute deviation of a Gaussian its standard deviation (sqrt(pi /
 * 2)). The first {@value #PLAIN_ROWS} rows are plain means. The limit is 5 times the usual
 * deviation, the larger of v and a tenth of vl; a series that was always constant has none, so that
 * it can start to move.
 */
public final class Scaler {
  static final int BYTES = 5 * Float.BYTES;

  private static final int PLAIN_ROWS = 48;
  private static final double GAUSSIAN = 1.25;

  /** Keeps a division by the scale of a constant series finite. */
  private static final double LEAST_SCALE = 1e-30;

  /** Less than two rows weigh; before the first there was no level. */
  private static final double LEAST_UNDONE = 1.5;

  private float rows;
  private float weight;
  private float level;
  private float deviation;
  private float longDeviation;

  /** Takes one observed row, relative to the series' base. */
  void update(double x, Season season, Recipe recipe) {
    double error = rows == 0 ? 0 : Math.abs(x - level);
    rows += 1;
    weight = (float) (weight * (1 - season.levelRate()) + 1);
    level += (float) ((x - level) / weight);
    boolean limited = rows > PLAIN_ROWS && recipe.has(Part.ROBUST_SCALE);
    double clipped = limited ? Math.min(error, limit(error)) : error;
    deviation = moved(deviation, clipped, season.deviationRate());
    longDeviation = moved(longDeviation, clipped, season.longDeviationRate());
  }

  /**
   * The level as it was after each of the newest rows, undone row by row: {@code mu[t-1] = mu[t] -
   * (x - mu[t]) / (w[t] - 1)}. Rounding grows by {@code 1 / (1 - rate)} with each row back, at most
   * twofold in 24. A late value that took the place of a bridged one counts as if the level had
   * learnt it.
   *
   * @param rows at most those that the ring holds
   * @return [rows], newest first
   */
  double[] levels(Ring ring, int rows, Season season) {
    double[] levels = new double[rows];
    double before = level;
    double weightBefore = weight;
    for (int ago = 0; ago < rows; ago++) {
      levels[ago] = before;
      if (!ring.bridged(ago) && weightBefore > LEAST_UNDONE) {
        before -= (ring.value(ago) - before) / (weightBefore - 1);
        weightBefore = (weightBefore - 1) / (1 - season.levelRate());
      }
    }
    return levels;
  }

  private double limit(double error) {
    double usual = Math.max(deviation, 0.1 * longDeviation);
    return usual > 0 ? 5 * usual : error;
  }

  private float moved(float mean, double value, double rate) {
    return (float) (mean + Math.max(rate, 1 / (double) rows) * (value - mean));
  }

  /** Observed rows so far (exact up to 2^24). */
  public int rows() {
    return (int) rows;
  }

  /** The level mu, relative to the series' base. */
  public double level() {
    return level;
  }

  /** The scale s, in the series' unit, positive. */
  public double scale() {
    double slow = 0.1 * longDeviation;
    return GAUSSIAN * Math.sqrt(deviation * (double) deviation + slow * slow)
        + 0.01 * GAUSSIAN * longDeviation
        + LEAST_SCALE;
  }

  /** The scale of the long run, in the series' unit, positive. */
  double longScale() {
    return GAUSSIAN * longDeviation + LEAST_SCALE;
  }

  void write(ByteBuffer out) {
    out.putFloat(rows).putFloat(weight).putFloat(level).putFloat(deviation).putFloat(longDeviation);
  }

  static Scaler read(ByteBuffer in) {
    Scaler scaler = new Scaler();
    scaler.rows = in.getFloat();
    scaler.weight = in.getFloat();
    scaler.level = in.getFloat();
    scaler.deviation = in.getFloat();
    scaler.longDeviation = in.getFloat();
    return scaler;
  }
}
