package io.tidegate.trainer.network;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deeplearning4j's native operations lstmLayer and lstmLayer_bp, called as they are: the yardstick
 * of {@link LstmPass}, and the LSTM of the long-memory experiment. SameDiff's own wrapper of them
 * (1.0.0-M2.1) cannot carry a state from chunk to chunk: it hands the initial cell over as the
 * initial hidden state, and its gradient takes one for both.
 *
 * <p>Matrices are [inputs][4 H] and [H][4 H] with the columns in blocks input, forget, cell,
 * output.
 */
public final class LstmOps {
  /** libnd4j's own number of each choice. */
  private static final int TIME_MAJOR = 0;

  private static final int FORWARD_ONLY = 0;
  private static final int TANH = 0;
  private static final int SIGMOID = 2;

  /** Layout, direction, then the activations of the gates, of the cell and of the output. */
  private static final int[] INTEGERS = {TIME_MAJOR, FORWARD_ONLY, SIGMOID, TANH, TANH};

  private LstmOps() {}

  /**
   * Runs a chunk forwards.
   *
   * @param inputs {x [T][B][D], W, U, b, initial hidden [B][H], initial cell [B][H]}
   * @param outputs written: {hidden of every step [T][B][H], last hidden [B][H], last cell [B][H]}
   */
  public static void forward(INDArray[] inputs, INDArray[] outputs) {
    Nd4j.exec(operation("lstmLayer", inputs, outputs, true));
  }

  /**
   * Runs it backwards.
   *
   * @param inputs as {@link #forward}, then the gradient by the hidden of every step [T][B][H]
   * @param outputs written: the gradients by the first six inputs
   */
  public static void backward(INDArray[] inputs, INDArray[] outputs) {
    Nd4j.exec(operation("lstmLayer_bp", inputs, outputs, false));
  }

  private static DynamicCustomOp operation(
      String name, INDArray[] inputs, INDArray[] outputs, boolean lastStates) {
    boolean bias = true;
    boolean lengths = false;
    boolean initialStates = true;
    boolean peepholes = false;
    boolean everyStep = true;
    return DynamicCustomOp.builder(name)
        .addInputs(inputs)
        .addOutputs(outputs)
        .addIntegerArguments(INTEGERS)
        .addFloatingPointArguments(0.0) // no clipping of the cell
        .addBooleanArguments(
            bias,
            lengths,
            initialStates,
            initialStates,
            peepholes,
            everyStep,
            lastStates,
            lastStates)
        .build();
  }
}
