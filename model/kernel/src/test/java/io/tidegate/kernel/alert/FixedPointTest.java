package io.tidegate.kernel.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FixedPointTest {
  @Test
  void everyNumberIsTheQuotientOfItsBitsByTheSteps() {
    for (int bits = Short.MIN_VALUE; bits <= Short.MAX_VALUE; bits++) {
      assertThat(FixedPoint.of((short) bits)).isEqualTo(bits / 8_000f);
    }
  }

  @Test
  void whatIsRoundedIsWrittenAndReadUnchanged() {
    for (double value = -5; value <= 5; value += .0007) {
      float rounded = FixedPoint.rounded(value);
      assertThat(FixedPoint.of(FixedPoint.bits(rounded))).isEqualTo(rounded);
    }
  }
}
