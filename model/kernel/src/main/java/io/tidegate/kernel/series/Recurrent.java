package io.tidegate.kernel.series;

import java.nio.ByteBuffer;

/** Hidden and cell state of every LSTM layer, both [layers][units]. */
public final class Recurrent {
  private final float[][] hidden;
  private final float[][] cell;

  /** All zeros. */
  public Recurrent(int layers, int units) {
    this.hidden = new float[layers][units];
    this.cell = new float[layers][units];
  }

  /** Number of layers. */
  public int layers() {
    return hidden.length;
  }

  /** Number of units of a layer; 0 without layers. */
  public int units() {
    return hidden.length == 0 ? 0 : hidden[0].length;
  }

  /** The hidden state of a layer, [units], to be read and replaced in place. */
  public float[] hidden(int layer) {
    return hidden[layer];
  }

  /** The cell state of a layer, [units], to be read and replaced in place. */
  public float[] cell(int layer) {
    return cell[layer];
  }

  int bytes() {
    return 1 + Short.BYTES + 2 * layers() * units() * Float.BYTES;
  }

  void write(ByteBuffer out) {
    out.put((byte) layers()).putShort((short) units());
    for (int layer = 0; layer < layers(); layer++) {
      Floats.write(out, hidden[layer]);
      Floats.write(out, cell[layer]);
    }
  }

  static Recurrent read(ByteBuffer in) {
    Recurrent recurrent = new Recurrent(in.get(), in.getShort());
    for (int layer = 0; layer < recurrent.layers(); layer++) {
      Floats.read(in, recurrent.hidden[layer]);
      Floats.read(in, recurrent.cell[layer]);
    }
    return recurrent;
  }
}
