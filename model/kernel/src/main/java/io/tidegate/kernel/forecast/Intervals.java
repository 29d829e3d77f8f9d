package io.tidegate.kernel.forecast;

import io.tidegate.kernel.series.Calibration;
import io.tidegate.kernel.series.Powers;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.kernel.series.ShortFloat;
import io.tidegate.kernel.series.StepGroups;

/**
 * Half widths for every step of a horizon: calibrated at the step groups, geometric between them
 * over the logarithm of the step, and never narrower than an interval inside. Rounded to what a
 * state holds of them, so that misses are judged by what was issued. Of one origin.
 */
final class Intervals {
  private static final double GROWN_UP = 96;

  private final Calibration calibration;
  private final double scale;
  private final double unsure;
  private final double missingRows;

  /** [groups x intervals]: binary logarithms of the half widths in units of the scale. */
  private final double[] logarithms;

  Intervals(SeriesState state) {
    calibration = state.calibration();
    scale = Features.scale(state);
    unsure = coldWidth(state);
    missingRows = Math.max(0, 1.0 / state.scaler().rows() - 1 / GROWN_UP);
    int count = calibration.intervals();
    logarithms = new double[calibration.groups().size() * count];
    for (int i = 0; i < logarithms.length; i++) {
      logarithms[i] = Powers.log2(calibration.halfWidth(i / count, i % count));
    }
  }

  /** Number of intervals. */
  int count() {
    return calibration.intervals();
  }

  /**
   * The half widths of one step in the series' unit, outermost interval first.
   *
   * @param step from 1
   * @param widths [{@link #count}], written
   */
  void at(int step, float[] widths) {
    StepGroups groups = calibration.groups();
    int group = groups.floor(step);
    double share = groups.share(step);
    double unit = scale * youth(step);
    double inner = 0;
    for (int i = widths.length - 1; i >= 0; i--) {
      inner = Math.max(inner, inUnitsOfScale(group, share, i) * unit + unsure);
      widths[i] = ShortFloat.rounded((float) inner);
    }
  }

  private double inUnitsOfScale(int group, double share, int interval) {
    if (share == 0) {
      return calibration.halfWidth(group, interval);
    }
    double from = logarithms[group * count() + interval];
    double to = logarithms[(group + 1) * count() + interval];
    return Powers.exp2(from + share * (to - from));
  }

  /**
   * By how much a young series is wider. The scale of n rows says little of how far the series goes
   * in many steps: 1 + 6 sqrt(step) (1/n - 1/96), which is 1 from 96 rows on.
   */
  private double youth(int step) {
    return missingRows == 0 ? 1 : 1 + 6 * Math.sqrt(step) * missingRows;
  }

  /** A series of few rows does not know its scale: a tenth of the value, fading with the rows. */
  private static double coldWidth(SeriesState state) {
    double rows = state.scaler().rows();
    return state.cold() ? 0.1 * Math.abs(Features.value(state)) / (rows * rows) : 0;
  }
}
