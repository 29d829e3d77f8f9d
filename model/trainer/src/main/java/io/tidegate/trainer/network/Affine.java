package io.tidegate.trainer.network;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasColMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One linear map {@code y = [x, 1] P} for every step of a chunk, forwards and backwards, as matrix
 * products of ND4J's BLAS. Inputs of all steps stay for the way back; everything is allocated once,
 * outside the heap. One thread.
 *
 * <p>ND4J's own operation of a matrix product checks and dispatches for longer than products of
 * this size take, so BLAS is called as it is.
 *
 * <p>A matrix of a step is [columns][lanes], the lanes next to each other, so that what is done to
 * each element of a column block is one loop over consecutive numbers.
 */
final class Affine implements AutoCloseable {
  private final int rows;
  private final int outputs;
  private final int back;
  private final int lanes;

  /** [inputs + 1][outputs], column-major: each output's weights, then its bias. */
  private final INDArray parameter;

  private final INDArray gradient;
  private final INDArray joined;
  private final INDArray outer;
  private final INDArray inner;

  private final FloatBuffer joinedValues;
  private final FloatBuffer outerValues;
  private final FloatBuffer innerValues;
  private final FloatPointer[] joinedAt;
  private final FloatPointer parameterAt;
  private final FloatPointer gradientAt;
  private final FloatPointer outerAt;
  private final FloatPointer innerAt;

  /**
   * A map of zeros.
   *
   * @param back how many of the first inputs the way back goes to
   */
  Affine(int inputs, int outputs, int back, int steps, int lanes) {
    this.rows = inputs + 1;
    this.outputs = outputs;
    this.back = back;
    this.lanes = lanes;
    parameter = Nd4j.create(DataType.FLOAT, new long[] {rows, outputs}, 'f');
    gradient = Nd4j.create(DataType.FLOAT, new long[] {rows, outputs}, 'f');
    joined = Nd4j.zeros(DataType.FLOAT, (long) steps * rows * lanes);
    outer = Nd4j.zeros(DataType.FLOAT, (long) outputs * lanes);
    inner = Nd4j.zeros(DataType.FLOAT, (long) back * lanes);
    parameterAt = pointer(parameter);
    gradientAt = pointer(gradient);
    outerAt = pointer(outer);
    innerAt = pointer(inner);
    joinedValues = pointer(joined).asBuffer();
    outerValues = outerAt.asBuffer();
    innerValues = innerAt.asBuffer();
    joinedAt = new FloatPointer[steps];
    float[] ones = new float[lanes];
    java.util.Arrays.fill(ones, 1f);
    for (int t = 0; t < steps; t++) {
      joinedAt[t] = pointer(joined).getPointer((long) t * rows * lanes);
      put(t, inputs, ones, 1);
    }
  }

  private static FloatPointer pointer(INDArray array) {
    return new FloatPointer(array.data().addressPointer()).capacity(array.length());
  }

  /** The array itself: who writes to it moves the map. */
  INDArray parameter() {
    return parameter;
  }

  /** Gradient of the last way back, shaped as the parameter; overwritten by the next. */
  INDArray gradient() {
    return gradient;
  }

  /** Sets inputs of a step: {@code columns} of {@code from}, from input {@code column} on. */
  void put(int t, int column, float[] from, int columns) {
    joinedValues.put((t * rows + column) * lanes, from, 0, columns * lanes);
  }

  /** The map of a step's inputs, into [outputs][lanes]. */
  void forward(int t, float[] out) {
    times(
        CblasNoTrans,
        CblasNoTrans,
        lanes,
        outputs,
        rows,
        joinedAt[t],
        lanes,
        parameterAt,
        rows,
        0,
        outerAt);
    outerValues.get(0, out, 0, outputs * lanes);
  }

  /** Forgets the gradient; before the first step of a way back. */
  void clearGradient() {
    gradient.assign(0);
  }

  /**
   * The way back of a step: adds to the gradient.
   *
   * @param byOutput [outputs][lanes]
   * @param byInput written: [back][lanes]
   */
  void backward(int t, float[] byOutput, float[] byInput) {
    outerValues.put(0, byOutput, 0, outputs * lanes);
    times(
        CblasTrans,
        CblasNoTrans,
        rows,
        outputs,
        lanes,
        joinedAt[t],
        lanes,
        outerAt,
        lanes,
        1,
        gradientAt);
    times(
        CblasNoTrans,
        CblasTrans,
        lanes,
        back,
        outputs,
        outerAt,
        lanes,
        parameterAt,
        rows,
        0,
        innerAt);
    innerValues.get(0, byInput, 0, back * lanes);
  }

  /** result [m][n] := a [m][k] b [k][n] + keep result, column-major. */
  private static void times(
      int transposeA,
      int transposeB,
      int m,
      int n,
      int k,
      FloatPointer a,
      int leadingA,
      FloatPointer b,
      int leadingB,
      float keep,
      FloatPointer result) {
    cblas_sgemm(
        CblasColMajor,
        transposeA,
        transposeB,
        m,
        n,
        k,
        1,
        a,
        leadingA,
        b,
        leadingB,
        keep,
        result,
        m);
  }

  @Override
  public void close() {
    for (INDArray array : new INDArray[] {parameter, gradient, joined, outer, inner}) {
      array.close();
    }
  }
}
