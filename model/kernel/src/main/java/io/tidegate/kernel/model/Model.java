package io.tidegate.kernel.model;

import java.util.List;

/**
 * One version of the shared weights. Immutable and thread-safe.
 *
 * <p>The point forecast of step h, as a difference from the newest value x in units of the series'
 * scale s, is {@code head[h] . hidden + highway[h] . r + headBias[h]}: the LSTM's top hidden vector
 * and, past the LSTM, a linear autoregression over the ring (the "highway" of Lai et al., "Modeling
 * long- and short-term temporal patterns with deep neural networks", SIGIR 2018).
 */
public final class Model {
  private final ModelShape shape;
  private final List<LstmWeights> layers;
  private final float[] head;
  private final float[] highway;
  private final float[] headBias;
  private final float[] spread;

  /**
   * Copies the arrays.
   *
   * @param layers lowest first
   * @param head [horizon][units]
   * @param highway [horizon][lags + horizon]: the lag deviations 1 .. lags, then the profile
   *     deviations of the steps 1 .. horizon; every step sees them all
   * @param headBias [horizon]
   * @param spread [horizon]: root mean square error over s on held-back data, where calibration
   *     starts; positive
   * @throws IllegalArgumentException for a wrong size or a number that is not finite
   */
  public Model(
      ModelShape shape,
      List<LstmWeights> layers,
      float[] head,
      float[] highway,
      float[] headBias,
      float[] spread) {
    this.shape = shape;
    this.layers = List.copyOf(layers);
    requireLayers(shape, this.layers);
    this.head = Tensors.checked("head", head, shape.horizon() * shape.units());
    this.highway = Tensors.checked("highway", highway, shape.horizon() * shape.regressors());
    this.headBias = Tensors.checked("head bias", headBias, shape.horizon());
    this.spread = Tensors.checked("spread", spread, shape.horizon());
    for (float width : this.spread) {
      if (!(width > 0)) {
        throw new IllegalArgumentException("spread must be positive, found " + width);
      }
    }
  }

  private static void requireLayers(ModelShape shape, List<LstmWeights> layers) {
    if (layers.size() != shape.layers()) {
      throw new IllegalArgumentException(
          "expected " + shape.layers() + " LSTM layers, found " + layers.size());
    }
    for (int i = 0; i < layers.size(); i++) {
      LstmWeights layer = layers.get(i);
      if (layer.units() != shape.units() || layer.inputs() != shape.inputsOf(i)) {
        throw new IllegalArgumentException(
            "LSTM layer "
                + i
                + ": expected "
                + shape.inputsOf(i)
                + " inputs and "
                + shape.units()
                + " units, found "
                + layer.inputs()
                + " and "
                + layer.units());
      }
    }
  }

  /** The sizes. */
  public ModelShape shape() {
    return shape;
  }

  /** The LSTM layers, lowest first. */
  public List<LstmWeights> layers() {
    return layers;
  }

  /** A copy of [horizon][units]. */
  public float[] head() {
    return head.clone();
  }

  /** A copy of [horizon][lags + horizon]. */
  public float[] highway() {
    return highway.clone();
  }

  /** A copy of [horizon]. */
  public float[] headBias() {
    return headBias.clone();
  }

  /** A copy of [horizon]. */
  public float[] spread() {
    return spread.clone();
  }
}
