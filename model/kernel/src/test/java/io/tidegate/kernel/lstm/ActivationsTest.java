package io.tidegate.kernel.lstm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActivationsTest {
  private static final double BOUND = 5e-7;

  @Test
  void tanhStaysWithinItsErrorBoundOverTheWholeRange() {
    double worst = 0;
    for (int i = -2_000_000; i <= 2_000_000; i++) {
      float x = i * 1e-5f;
      worst = Math.max(worst, Math.abs(Activations.tanh(x) - Math.tanh(x)));
    }
    assertThat(worst).isPositive().isLessThan(BOUND);
  }

  @Test
  void sigmoidStaysWithinItsErrorBoundOverTheWholeRange() {
    double worst = 0;
    for (int i = -400_000; i <= 400_000; i++) {
      float x = i * 1e-4f;
      double exact = 1 / (1 + Math.exp(-(double) x));
      worst = Math.max(worst, Math.abs(Activations.sigmoid(x) - exact));
    }
    assertThat(worst).isPositive().isLessThan(BOUND);
  }

  @Test
  void bothAreExactAtTheEndsOfTheNumbers() {
    for (float end : new float[] {20, 1e30f, Float.MAX_VALUE, Float.POSITIVE_INFINITY}) {
      assertThat(Activations.tanh(end)).isEqualTo(1f);
      assertThat(Activations.tanh(-end)).isEqualTo(-1f);
      assertThat(Activations.sigmoid(end)).isEqualTo(1f);
      assertThat(Activations.sigmoid(-end)).isEqualTo(0f);
    }
    assertThat(Activations.tanh(0)).isEqualTo(0f);
    assertThat(Activations.sigmoid(0)).isEqualTo(.5f);
  }

  @Test
  void notANumberStaysNotANumber() {
    assertThat(Activations.tanh(Float.NaN)).isNaN();
    assertThat(Activations.sigmoid(Float.NaN)).isNaN();
  }

  @Test
  void tanhIsOdd() {
    for (float x = 0; x < 10; x += .00137f) {
      assertThat(Activations.tanh(-x)).isEqualTo(-Activations.tanh(x));
    }
  }
}
