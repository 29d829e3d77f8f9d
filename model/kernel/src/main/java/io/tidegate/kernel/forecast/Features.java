package io.tidegate.kernel.forecast;

import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.series.Fingerprint;
import io.tidegate.kernel.series.Part;
import io.tidegate.kernel.series.Recipe;
import io.tidegate.kernel.series.Ring;
import io.tidegate.kernel.series.SeriesState;

/**
 * What the shared weights see of a series, in units of its scale. Training uses exactly this.
 * Immutable, thread-safe.
 */
public final class Features {
  /** Inputs of the LSTM at one row. */
  public static final int INPUTS = ModelShape.INPUTS;

  private static final double MOST_INPUT = 8;
  private static final double MOST_DEVIATION = 20;
  private static final double RADIANS_PER_MILLI = 2 * Math.PI / 86_400_000;

  private final Recipe recipe;

  /** Features in the calendar and with the parts of {@code settings}. */
  public Features(ForecasterSettings settings) {
    this.recipe = new Recipe(settings.zone(), settings.without());
  }

  /**
   * The LSTM's inputs at the row {@code ago} rows before the newest, with today's level, scale and
   * fingerprint: deviation from the level and from the row before, both clipped at 8; sine and
   * cosine of the time of day; the fingerprint.
   *
   * @param out [{@value #INPUTS}]
   */
  public void inputs(SeriesState state, int ago, float[] out) {
    inputs(state, ago, state.scaler().level(), out);
  }

  /** The same, seen from another {@code level}. */
  void inputs(SeriesState state, int ago, double level, float[] out) {
    Ring ring = state.ring();
    double scale = scale(state);
    double x = ring.value(ago);
    double before = ago + 1 < ring.size() ? ring.value(ago + 1) : x;
    double angle = recipe.calendar().millisOfDay(state.timeAt(-ago)) * RADIANS_PER_MILLI;
    out[0] = clipped((x - level) / scale, MOST_INPUT);
    out[1] = clipped((x - before) / scale, MOST_INPUT);
    out[2] = (float) StrictMath.sin(angle);
    out[3] = (float) StrictMath.cos(angle);
    for (int i = 0; i < Fingerprint.SIZE; i++) {
      out[4 + i] = recipe.has(Part.FINGERPRINT) ? state.fingerprint().feature(i) : 0;
    }
  }

  /**
   * The highway's regressors: the lag deviations (x[t-j] - x[t]) / s for j = 1 .. lags, where the
   * level stands in for what the ring does not reach; then the profile deviations (P[slot(t+h)] -
   * x[t]) / s for h = 1 .. horizon, 0 while the usual value is unknown. All clipped at 20.
   *
   * @param out [lags + horizon]
   */
  public void regressors(SeriesState state, int lags, float[] out) {
    Ring ring = state.ring();
    double scale = scale(state);
    double x = ring.value(0);
    float unknown = clipped((state.scaler().level() - x) / scale, MOST_DEVIATION);
    for (int j = 1; j <= lags; j++) {
      out[j - 1] = j < ring.size() ? clipped((ring.value(j) - x) / scale, MOST_DEVIATION) : unknown;
    }
    float[] usual = new float[out.length - lags + 1];
    state.usualValues(recipe, usual);
    for (int step = 1; step < usual.length; step++) {
      out[lags + step - 1] =
          Float.isNaN(usual[step]) ? 0 : clipped((usual[step] - x) / scale, MOST_DEVIATION);
    }
  }

  /** The newest value x[t], in the series' unit. */
  public static double value(SeriesState state) {
    return state.base() + state.newest();
  }

  /** The scale s[t], in the series' unit, positive. */
  public static double scale(SeriesState state) {
    return state.scaler().scale();
  }

  /** How series are read. */
  public Recipe recipe() {
    return recipe;
  }

  private static float clipped(double value, double most) {
    return (float) (value > most ? most : value < -most ? -most : value);
  }
}
