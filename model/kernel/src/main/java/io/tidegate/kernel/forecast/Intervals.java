package io.tidegate.kernel.forecast;

import io.tidegate.kernel.series.Calibration;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.kernel.series.ShortFloat;
import io.tidegate.kernel.series.StepGroups;

/**
 * Half widths for every step of a horizon: calibrated at the step groups, geometric between them
 * over the logarithm of the step, and never narrower than an interval inside. Rounded to what a
 * state holds of them, so that misses are judged by what was issued.
 */
final class Intervals {
  private static final double GROWN_UP = 96;

  private Intervals() {}

  /**
   * The half widths of one step in the series' unit, outermost interval first.
   *
   * @param step from 1
   */
  static float[] halfWidths(SeriesState state, int step) {
    Calibration calibration = state.calibration();
    double scale = Features.scale(state);
    double unsure = coldWidth(state);
    double youth = youth(state, step);
    float[] widths = new float[calibration.intervals()];
    double inner = 0;
    for (int i = widths.length - 1; i >= 0; i--) {
      double width = atStep(calibration, step, i) * scale * youth + unsure;
      inner = Math.max(inner, width);
      widths[i] = ShortFloat.rounded((float) inner);
    }
    return widths;
  }

  private static double atStep(Calibration calibration, int step, int interval) {
    StepGroups groups = calibration.groups();
    int group = groups.floor(step);
    double from = calibration.halfWidth(group, interval);
    double share = groups.share(step);
    if (share == 0) {
      return from;
    }
    double to = calibration.halfWidth(group + 1, interval);
    return from * StrictMath.pow(to / from, share);
  }

  /**
   * By how much a young series is wider. The scale of n rows says little of how far the series goes
   * in many steps: 1 + 6 sqrt(step) (1/n - 1/96), which is 1 from 96 rows on.
   */
  private static double youth(SeriesState state, int step) {
    double rows = state.scaler().rows();
    return 1 + 6 * Math.sqrt(step) * Math.max(0, 1 / rows - 1 / GROWN_UP);
  }

  /** A series of few rows does not know its scale: a tenth of the value, fading with the rows. */
  private static double coldWidth(SeriesState state) {
    double rows = state.scaler().rows();
    return state.cold() ? 0.1 * Math.abs(Features.value(state)) / (rows * rows) : 0;
  }
}
