package io.tidegate.kernel.model;

import java.util.List;
import java.util.Locale;

/**
 * The sizes of a model.
 *
 * @param units hidden units of every LSTM layer
 * @param layers number of stacked LSTM layers
 * @param lags number of lag deviations that the highway sees
 * @param horizon number of steps ahead
 * @param levels quantile levels, ascending and symmetric around 0.5, which is among them
 */
public record ModelShape(int units, int layers, int lags, int horizon, List<Float> levels) {
  /** Inputs of the first LSTM layer. */
  public static final int INPUTS = 7;

  /** Most lags that a model may look at: the ring of a series holds one row more. */
  public static final int MOST_LAGS = 167;

  private static final int MOST_UNITS = 1024;
  private static final int MOST_LAYERS = 8;
  private static final int MOST_HORIZON = 512;
  private static final int MOST_LEVELS = 99;

  /** The shape that training uses unless told otherwise. */
  public static final ModelShape STANDARD =
      new ModelShape(64, 1, 95, 48, List.of(.05f, .1f, .25f, .5f, .75f, .9f, .95f));

  /** The same with half the units. */
  public static final ModelShape LEAN = new ModelShape(32, 1, 95, 48, STANDARD.levels());

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException naming the size that is out of range
   */
  public ModelShape {
    levels = List.copyOf(levels);
    require("units", units, 1, MOST_UNITS);
    require("layers", layers, 1, MOST_LAYERS);
    require("lags", lags, 1, MOST_LAGS);
    require("horizon", horizon, 1, MOST_HORIZON);
    require("number of levels", levels.size(), 1, MOST_LEVELS);
    requireSymmetric(levels);
  }

  /** The shape in words, such as {@code 64 units, 1 layer, 95 lags, 48 steps, 7 levels}. */
  public String inWords() {
    return String.format(
        Locale.ROOT,
        "%d units, %d layer%s, %d lags, %d steps, %d levels",
        units,
        layers,
        layers == 1 ? "" : "s",
        lags,
        horizon,
        levels.size());
  }

  /** Number of symmetric intervals: each pairs a level p below 0.5 with 1 - p. */
  public int intervals() {
    return levels.size() / 2;
  }

  /** Number of regressors of the highway: the lag deviations, then a profile deviation a step. */
  public int regressors() {
    return lags + horizon;
  }

  /** Number of inputs of a layer, the lowest being 0. */
  public int inputsOf(int layer) {
    return layer == 0 ? INPUTS : units;
  }

  private static void require(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " must be from " + least + " to " + most + ", found " + value);
    }
  }

  private static void requireSymmetric(List<Float> levels) {
    int last = levels.size() - 1;
    for (int i = 0; i <= last; i++) {
      float level = levels.get(i);
      boolean ascends = i == 0 ? level > 0 : level > levels.get(i - 1);
      if (!ascends || !(level < 1) || Math.abs(level + levels.get(last - i) - 1) > 1e-6) {
        throw new IllegalArgumentException(
            "quantile levels must ascend within (0, 1), symmetric around 0.5 and with it, found "
                + levels);
      }
    }
    if (levels.get(last / 2) != 0.5f) {
      throw new IllegalArgumentException("quantile levels lack 0.5: " + levels);
    }
  }
}
