package io.tidegate.kernel.model;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A model's bytes, little-endian:
 *
 * <pre>
 *   4  magic "TGML"
 *   1  format, 1
 *   1  activations, 1 = the rational tanh and sigmoid of Activations
 *   1  gate order, 1 = i, f, g, o
 *   1  number of quantile levels L
 *   4  units     4  layers     4  lags     4  horizon
 *   4 x L                       levels
 *   per layer: 4 x 4 units x inputs, 4 x 4 units x units, 4 x 4 units
 *   4 x horizon x units         head
 *   4 x horizon x (lags + horizon)  highway
 *   4 x horizon                 head bias
 *   4 x horizon                 spread
 * </pre>
 */
public final class ModelCodec {
  private static final int MAGIC = 0x4c4d4754;
  private static final byte FORMAT = 1;
  private static final byte RATIONAL_ACTIVATIONS = 1;
  private static final byte GATES_IFGO = 1;

  private ModelCodec() {}

  /** The bytes of {@code model}; the same model gives the same bytes. */
  public static byte[] encode(Model model) {
    ModelShape shape = model.shape();
    ByteBuffer out = ByteBuffer.allocate((int) sizeOf(shape)).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(MAGIC).put(FORMAT).put(RATIONAL_ACTIVATIONS).put(GATES_IFGO);
    out.put((byte) shape.levels().size());
    out.putInt(shape.units()).putInt(shape.layers()).putInt(shape.lags()).putInt(shape.horizon());
    shape.levels().forEach(out::putFloat);
    for (LstmWeights layer : model.layers()) {
      put(out, layer.inputWeights());
      put(out, layer.recurrentWeights());
      put(out, layer.bias());
    }
    put(out, model.head());
    put(out, model.highway());
    put(out, model.headBias());
    put(out, model.spread());
    return out.array();
  }

  /**
   * The model of {@code bytes}.
   *
   * @throws IllegalArgumentException in one sentence, for bytes that are not a model
   */
  public static Model decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      ModelShape shape = readShape(in);
      long size = sizeOf(shape);
      if (bytes.length != size) {
        throw new IllegalArgumentException(
            "a model of shape " + shape + " has " + size + " bytes, found " + bytes.length);
      }
      return readTensors(shape, in);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("not a model: only " + bytes.length + " bytes", e);
    }
  }

  private static ModelShape readShape(ByteBuffer in) {
    int magic = in.getInt();
    if (magic != MAGIC) {
      throw new IllegalArgumentException(
          String.format("not a model: expected the first bytes TGML, found %08x", magic));
    }
    require("model format", in.get(), FORMAT);
    require("activation functions", in.get(), RATIONAL_ACTIVATIONS);
    require("gate order", in.get(), GATES_IFGO);
    int levelCount = in.get() & 0xff;
    int units = in.getInt();
    int layers = in.getInt();
    int lags = in.getInt();
    int horizon = in.getInt();
    List<Float> levels = new ArrayList<>(levelCount);
    for (int i = 0; i < levelCount; i++) {
      levels.add(in.getFloat());
    }
    return new ModelShape(units, layers, lags, horizon, levels);
  }

  private static Model readTensors(ModelShape shape, ByteBuffer in) {
    List<LstmWeights> layers = new ArrayList<>();
    int rows = 4 * shape.units();
    for (int i = 0; i < shape.layers(); i++) {
      int inputs = shape.inputsOf(i);
      layers.add(
          new LstmWeights(
              inputs,
              shape.units(),
              get(in, rows * inputs),
              get(in, rows * shape.units()),
              get(in, rows)));
    }
    return new Model(
        shape,
        layers,
        get(in, shape.horizon() * shape.units()),
        get(in, shape.horizon() * shape.regressors()),
        get(in, shape.horizon()),
        get(in, shape.horizon()));
  }

  private static long sizeOf(ModelShape shape) {
    long rows = 4L * shape.units();
    long numbers = shape.levels().size();
    for (int i = 0; i < shape.layers(); i++) {
      numbers += rows * (shape.inputsOf(i) + shape.units() + 1);
    }
    numbers += (long) shape.horizon() * (shape.units() + shape.regressors() + 2);
    return 24 + numbers * Float.BYTES;
  }

  private static void require(String what, byte found, byte expected) {
    if (found != expected) {
      throw new IllegalArgumentException(
          "unknown " + what + " " + (found & 0xff) + ", this version reads " + expected);
    }
  }

  private static void put(ByteBuffer out, float[] values) {
    for (float value : values) {
      out.putFloat(value);
    }
  }

  private static float[] get(ByteBuffer in, int count) {
    float[] values = new float[count];
    in.asFloatBuffer().get(values);
    in.position(in.position() + count * Float.BYTES);
    return values;
  }
}
