package io.tidegate.kernel.series;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.model.Size;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How wide the intervals of a series must be, learnt from matured errors only, one figure per step
 * group g and interval.
 *
 * <pre>
 *   variance[g] += max(.01, 1/(n+10)) (min(e^2, 16 variance[g]) - variance[g])     e = error / s
 *   half width   = factor[g][i] sqrt(variance[g]) s
 *   log factor  += .005 (miss - alpha)                       alpha = the interval's nominal misses
 * </pre>
 *
 * The miss is judged against the interval as it was issued. Source of the last line: the quantile
 * tracker of Angelopoulos, Candes and Tibshirani, "Conformal PID control for time series
 * prediction", NeurIPS 2023, with log(|e| / sqrt(variance)) as the score, after Gibbs and Candes,
 * "Adaptive conformal inference under distribution shift", NeurIPS 2021; here with the delay of the
 * horizon. Summed over n rows the last line says that the share of misses differs from alpha by at
 * most (log 100 - log .01) / (.005 n), whatever the errors do while the factor stays between .01
 * and 100. That is coverage in the long run, not at any moment.
 */
public final class Calibration {
  private static final double RATE = 0.01;
  private static final int PRIOR_ROWS = 10;
  private static final double GAIN = 0.005;
  private static final double LEAST_VARIANCE = 1e-6;
  private static final double MOST_SQUARE = 16;
  private static final double LEAST_FACTOR = 0.01;
  private static final double MOST_FACTOR = 100;
  private static final short MOST_COUNT = 1_000;

  private final StepGroups groups;
  private final float[] levels;
  private final float[] variance;

  /** [groups x intervals]. */
  private final float[] factor;

  private final short[] count;

  private Calibration(StepGroups groups, float[] levels) {
    this.groups = groups;
    this.levels = levels;
    this.variance = new float[groups.size()];
    this.factor = new float[groups.size() * levels.length];
    this.count = new short[groups.size()];
  }

  /** Starts from the spread that the model had on held-back data and from Gaussian tails. */
  static Calibration of(Model model, Size size) {
    ModelShape shape = model.shape();
    float[] levels = new float[shape.intervals()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = shape.levels().get(i);
    }
    Calibration calibration = new Calibration(StepGroups.of(size, shape.horizon()), levels);
    float[] spread = model.spread();
    for (int group = 0; group < calibration.groups.size(); group++) {
      float width = spread[calibration.groups.step(group) - 1];
      calibration.variance[group] = (float) Math.max(LEAST_VARIANCE, width * width);
      for (int i = 0; i < levels.length; i++) {
        calibration.factor[calibration.at(group, i)] = (float) tail(levels[i]);
      }
    }
    return calibration;
  }

  /**
   * The same for another model. Step groups that both have keep their figures. One between two old
   * ones lies between them, geometrically over the logarithm of the step; one beyond the last is as
   * much wider than it as the model says. A level between two old ones has tails that are to the
   * Gaussian's as theirs.
   */
  Calibration adaptedTo(Model model, Size size) {
    Calibration adapted = of(model, size);
    float[] spread = model.spread();
    int last = groups.size() - 1;
    for (int group = 0; group < adapted.groups.size(); group++) {
      int step = adapted.groups.step(group);
      if (step > groups.horizon()) {
        double wider = spread[step - 1] / spread[groups.horizon() - 1];
        adapted.variance[group] = (float) (variance[last] * wider * wider);
        adapted.takeFactors(group, this, last, last, 0);
      } else {
        int floor = groups.floor(step);
        double share = groups.share(step);
        int next = share == 0 ? floor : floor + 1;
        adapted.count[group] = (short) Math.min(count[floor], count[next]);
        adapted.variance[group] = (float) between(variance[floor], variance[next], share);
        adapted.takeFactors(group, this, floor, next, share);
      }
    }
    return adapted;
  }

  private int at(int group, int interval) {
    return group * levels.length + interval;
  }

  private void takeFactors(int group, Calibration from, int floor, int next, double share) {
    for (int i = 0; i < levels.length; i++) {
      double atFloor = from.factorAt(floor, levels[i]);
      factor[at(group, i)] = (float) between(atFloor, from.factorAt(next, levels[i]), share);
    }
  }

  private double factorAt(int group, float level) {
    int at = Arrays.binarySearch(levels, level);
    if (at >= 0) {
      return factor[at(group, at)];
    }
    double gaussian = tail(level);
    if (levels.length == 0) {
      return gaussian;
    }
    int inner = Math.min(-at - 1, levels.length - 1);
    int outer = Math.max(-at - 2, 0);
    double innerTail = tail(levels[inner]);
    double outerTail = tail(levels[outer]);
    double share = innerTail == outerTail ? 0 : (gaussian - innerTail) / (outerTail - innerTail);
    double tails =
        between(factor[at(group, inner)] / innerTail, factor[at(group, outer)] / outerTail, share);
    return Math.max(LEAST_FACTOR, Math.min(MOST_FACTOR, gaussian * tails));
  }

  /** Half the width of the Gaussian's interval, in standard deviations. */
  private static double tail(float level) {
    return Math.max(LEAST_FACTOR, -Gaussian.quantile(level));
  }

  private static double between(double from, double to, double share) {
    return share == 0 ? from : from * StrictMath.pow(to / from, share);
  }

  /** What becomes of groups and intervals when {@code other} takes the place of this. */
  ShapeChange changeTo(Calibration other) {
    return new ShapeChange(groups, levels, other.groups, other.levels);
  }

  /** Whether a model of a size has the same step groups and intervals. */
  boolean fits(ModelShape shape, Size size) {
    boolean fits = groups == StepGroups.of(size, shape.horizon());
    fits &= shape.intervals() == levels.length;
    for (int i = 0; fits && i < levels.length; i++) {
      fits = shape.levels().get(i) == levels[i];
    }
    return fits;
  }

  /**
   * Takes one matured forecast.
   *
   * @param error actual less point, in the series' unit
   * @param scale the scale s at the origin
   * @param halfWidths [intervals], as issued, outermost first
   */
  void score(int group, double error, double scale, float[] halfWidths, Recipe recipe) {
    double square = error / scale * (error / scale);
    count[group] = (short) Math.min(count[group] + 1, MOST_COUNT);
    double rate = Math.max(RATE, 1.0 / (count[group] + PRIOR_ROWS));
    double limited = Math.min(square, MOST_SQUARE * variance[group]);
    double moved = variance[group] + rate * (limited - variance[group]);
    variance[group] = (float) Math.max(LEAST_VARIANCE, moved);
    for (int i = 0; recipe.has(Part.ADAPTIVE_INTERVALS) && i < levels.length; i++) {
      double alpha = 2.0 * levels[i];
      double miss = Math.abs(error) > halfWidths[i] ? 1 : 0;
      double next = factor[at(group, i)] * Powers.exp(GAIN * (miss - alpha));
      factor[at(group, i)] = (float) Math.max(LEAST_FACTOR, Math.min(MOST_FACTOR, next));
    }
  }

  /** The step groups. */
  public StepGroups groups() {
    return groups;
  }

  /** Number of intervals. */
  public int intervals() {
    return levels.length;
  }

  /** Share of actuals that each interval is to hold, the outermost interval first. */
  List<Float> promised() {
    List<Float> promised = new ArrayList<>(levels.length);
    for (float level : levels) {
      promised.add((float) (1 - 2.0 * level));
    }
    return promised;
  }

  /** Half width at a group in units of the scale s; interval 0 is the outermost. */
  public double halfWidth(int group, int interval) {
    return factor[at(group, interval)] * Math.sqrt(variance[group]);
  }

  /** The same figures for other groups of the same horizon: each takes those of its floor. */
  private Calibration regrouped(StepGroups other) {
    Calibration regrouped = new Calibration(other, levels);
    for (int group = 0; group < other.size(); group++) {
      int floor = groups.floor(other.step(group));
      regrouped.count[group] = count[floor];
      regrouped.variance[group] = variance[floor];
      System.arraycopy(
          factor, floor * levels.length, regrouped.factor, group * levels.length, levels.length);
    }
    return regrouped;
  }

  int bytes() {
    return 3
        + levels.length * Float.BYTES
        + groups.size() * (Short.BYTES + (1 + levels.length) * Float.BYTES);
  }

  void write(ByteBuffer out) {
    out.putShort((short) groups.horizon()).put((byte) levels.length);
    Floats.write(out, levels);
    for (int group = 0; group < groups.size(); group++) {
      out.putShort(count[group]).putFloat(variance[group]);
      Floats.write(out, factor, group * levels.length, levels.length);
    }
  }

  static Calibration read(ByteBuffer in, Size size) {
    int horizon = in.getShort();
    return read(in, StepGroups.of(size, horizon));
  }

  static Calibration readFormat1(ByteBuffer in) {
    int horizon = in.getShort();
    return read(in, StepGroups.ofFormat1(horizon)).regrouped(StepGroups.of(Size.STANDARD, horizon));
  }

  private static Calibration read(ByteBuffer in, StepGroups groups) {
    float[] levels = new float[in.get()];
    Floats.read(in, levels);
    Calibration calibration = new Calibration(groups, levels);
    for (int group = 0; group < groups.size(); group++) {
      calibration.count[group] = in.getShort();
      calibration.variance[group] = in.getFloat();
      for (int i = 0; i < levels.length; i++) {
        calibration.factor[calibration.at(group, i)] = in.getFloat();
      }
    }
    return calibration;
  }
}
