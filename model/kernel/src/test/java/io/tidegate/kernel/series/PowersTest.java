package io.tidegate.kernel.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PowersTest {
  @Test
  void aPowerIsRightToEightDigits() {
    for (double x = -1_000; x <= 1_000; x += .137) {
      double exact = StrictMath.pow(2, x);
      assertThat(Powers.exp2(x)).isCloseTo(exact, within(1e-8 * exact));
    }
  }

  @Test
  void wholePowersAreExact() {
    for (int x = -1_000; x <= 1_000; x++) {
      assertThat(Powers.exp2(x)).isEqualTo(StrictMath.pow(2, x));
    }
  }

  @Test
  void aPowerOfEIsRightToEightDigits() {
    for (double x = -690; x <= 690; x += .0713) {
      double exact = StrictMath.exp(x);
      assertThat(Powers.exp(x)).isCloseTo(exact, within(1e-8 * exact));
    }
  }

  @Test
  void aLogarithmIsRightToEightDigits() {
    for (double x = 1e-300; x < 1e300; x *= 1.0173) {
      assertThat(Powers.log2(x)).isCloseTo(StrictMath.log(x) / StrictMath.log(2), within(1e-8));
    }
  }

  @Test
  void thePowerOfALogarithmIsTheNumber() {
    for (double x = 1e-30; x < 1e30; x *= 1.0091) {
      assertThat(Powers.exp2(Powers.log2(x))).isCloseTo(x, within(2e-8 * x));
    }
  }
}
