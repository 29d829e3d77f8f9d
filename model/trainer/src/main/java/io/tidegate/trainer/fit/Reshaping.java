package io.tidegate.trainer.fit;

import io.tidegate.kernel.model.LstmWeights;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelShape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Where the training of a candidate of another shape starts: as near to its parent as the shape
 * allows. One use, one thread.
 *
 * <ul>
 *   <li>More units: the new ones are random and nobody listens to them yet, so that the forecasts
 *       are the parent's (after Chen, Goodfellow and Shlens, "Net2Net: accelerating learning via
 *       knowledge transfer", ICLR 2016). Fewer: those stay that are listened to most.
 *   <li>Another number of layers: an LSTM that has learnt nothing ({@link InitialLstm}).
 *   <li>More steps: each new one says what the last one said, with the usual value of its own time
 *       in place of the last one's. Fewer: the first ones stay.
 *   <li>More lags, or fewer: new ones weigh nothing.
 * </ul>
 */
final class Reshaping {
  private static final int GATES = 4;

  private final Model parent;
  private final ModelShape from;
  private final ModelShape to;
  private final SplittableRandom random;

  private Reshaping(Model parent, ModelShape to, long seed) {
    this.parent = parent;
    this.from = parent.shape();
    this.to = to;
    this.random = new SplittableRandom(seed);
  }

  /** A model of {@code shape}, of the seed's random numbers where it must have new ones. */
  static Model of(Model parent, ModelShape shape, long seed) {
    return new Reshaping(parent, shape, seed).model();
  }

  private Model model() {
    List<LstmWeights> layers;
    float[] head;
    float[] bias;
    if (from.layers() == to.layers()) {
      int[][] kept = keptUnits();
      layers = IntStream.range(0, to.layers()).mapToObj(layer -> resized(layer, kept)).toList();
      head = head(kept[to.layers() - 1]);
      bias = steps(parent.headBias());
    } else {
      layers = InitialLstm.layers(to, random);
      head = InitialLstm.head(to, random);
      bias = new float[to.horizon()];
    }
    return new Model(to, layers, head, highway(), bias, steps(parent.spread()));
  }

  /** The parent's step of a row: its own, or the last one. */
  private int step(int h) {
    return Math.min(h, from.horizon() - 1);
  }

  private float[] steps(float[] values) {
    float[] result = new float[to.horizon()];
    for (int h = 0; h < result.length; h++) {
      result[h] = values[step(h)];
    }
    return result;
  }

  private float[] highway() {
    float[] old = parent.highway();
    float[] highway = new float[to.horizon() * to.regressors()];
    for (int h = 0; h < to.horizon(); h++) {
      int row = h * to.regressors();
      int oldRow = step(h) * from.regressors();
      System.arraycopy(old, oldRow, highway, row, Math.min(from.lags(), to.lags()));
      int usual = row + to.lags();
      int oldUsual = oldRow + from.lags();
      System.arraycopy(old, oldUsual, highway, usual, Math.min(from.horizon(), to.horizon()));
      if (h >= from.horizon()) {
        int last = from.horizon() - 1;
        highway[usual + h] = highway[usual + last];
        highway[usual + last] = 0;
      }
    }
    return highway;
  }

  private float[] head(int[] kept) {
    float[] old = parent.head();
    float[] head = new float[to.horizon() * to.units()];
    for (int h = 0; h < to.horizon(); h++) {
      for (int unit = 0; unit < kept.length; unit++) {
        head[h * to.units() + unit] = old[step(h) * from.units() + kept[unit]];
      }
    }
    return head;
  }

  /** By layer the parent's units that stay, ascending. */
  private int[][] keptUnits() {
    int[][] kept = new int[from.layers()][];
    double[] heard = new double[from.units()];
    float[] head = parent.head();
    for (int i = 0; i < head.length; i++) {
      heard[i % from.units()] += head[i] * (double) head[i];
    }
    for (int layer = from.layers() - 1; layer >= 0; layer--) {
      kept[layer] = most(heard, Math.min(from.units(), to.units()));
      if (layer > 0) {
        heard = heardBy(parent.layers().get(layer), kept[layer]);
      }
    }
    return kept;
  }

  private double[] heardBy(LstmWeights above, int[] kept) {
    float[] weights = above.inputWeights();
    double[] heard = new double[from.units()];
    for (int gate = 0; gate < GATES; gate++) {
      for (int unit : kept) {
        int row = (gate * from.units() + unit) * from.units();
        for (int below = 0; below < heard.length; below++) {
          heard[below] += weights[row + below] * (double) weights[row + below];
        }
      }
    }
    return heard;
  }

  private static int[] most(double[] values, int count) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(values[b], values[a]));
    int[] most = new int[count];
    Arrays.setAll(most, i -> order[i]);
    Arrays.sort(most);
    return most;
  }

  /** A layer whose first units are the parent's kept ones, deaf to those that are new. */
  private LstmWeights resized(int layer, int[][] kept) {
    LstmWeights old = parent.layers().get(layer);
    LstmWeights fresh = InitialLstm.layer(to.inputsOf(layer), to.units(), random);
    int[] units = kept[layer];
    int[] inputs = layer == 0 ? IntStream.range(0, old.inputs()).toArray() : kept[layer - 1];
    float[] bias = fresh.bias();
    for (int gate = 0; gate < GATES; gate++) {
      for (int unit = 0; unit < units.length; unit++) {
        bias[gate * to.units() + unit] = old.bias()[gate * from.units() + units[unit]];
      }
    }
    return new LstmWeights(
        fresh.inputs(),
        to.units(),
        merged(fresh.inputWeights(), old.inputWeights(), units, inputs),
        merged(fresh.recurrentWeights(), old.recurrentWeights(), units, units),
        bias);
  }

  /**
   * A matrix of four gates.
   *
   * @param fresh [4 new units][new columns], written
   * @param old [4 old units][old columns]
   * @param units the old units that become the first new ones
   * @param columns the old columns that become the first new ones
   */
  private float[] merged(float[] fresh, float[] old, int[] units, int[] columns) {
    int width = fresh.length / (GATES * to.units());
    int oldWidth = old.length / (GATES * from.units());
    for (int gate = 0; gate < GATES; gate++) {
      for (int unit = 0; unit < units.length; unit++) {
        int row = (gate * to.units() + unit) * width;
        int oldRow = (gate * from.units() + units[unit]) * oldWidth;
        for (int column = 0; column < width; column++) {
          fresh[row + column] = column < columns.length ? old[oldRow + columns[column]] : 0;
        }
      }
    }
    return fresh;
  }
}
