package io.tidegate.kernel.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Why gates: what is left, after a hundred steps, of the influence of the first state. */
class FadingGradientTest {
  private static final int STEPS = 100;

  /** dh[T]/dh[0] of h' = tanh(w h): the product of w (1 - h'^2) over the steps. */
  private static double plainNet(double w, double first) {
    double derivative = 1;
    double h = first;
    for (int t = 0; t < STEPS; t++) {
      h = Math.tanh(w * h);
      derivative *= w * (1 - h * h);
    }
    return derivative;
  }

  /** dc[T]/dc[0] of an LSTM of one unit without recurrent weights: the product of its forgets. */
  private static double lstm(double forgetBias) {
    TextbookLstm layer =
        new TextbookLstm(1, new double[4], new double[4], new double[] {0, forgetBias, 0, 0});
    TextbookLstm.Tape tape = layer.forward(new double[STEPS][1], new double[1], new double[1]);
    double[][] errors = new double[STEPS][1];
    // With c[T] = 0 and an output gate of one half, dh[T]/dc[T] is one half.
    errors[STEPS - 1][0] = 2;
    return layer.backward(tape, errors).cell[0];
  }

  @Test
  void aPlainNetWithAWeightBelowOneForgets() {
    assertThat(plainNet(0.9, 0.01)).isPositive().isLessThan(3e-5);
    assertThat(plainNet(0.5, 0.01)).isPositive().isLessThan(1e-30);
  }

  @Test
  void aPlainNetWithAWeightAboveOneExplodesWhereItIsNotSaturated() {
    assertThat(plainNet(1.2, 0)).isGreaterThan(8e7);
  }

  @Test
  void andForgetsAllTheSameWhereItIsSaturated() {
    assertThat(plainNet(1.2, 0.5)).isPositive().isLessThan(1e-10);
  }

  @Test
  void anLstmKeepsAsMuchAsItsForgetGateSays() {
    assertThat(lstm(10)).isCloseTo(Math.pow(sigmoid(10), STEPS), within(1e-12)).isGreaterThan(0.99);
    assertThat(lstm(0)).isCloseTo(Math.pow(0.5, STEPS), within(1e-40));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
