package io.tidegate.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CosineRateTest {
  @Test
  void theRateFallsFromTheFirstToTheLastAlongHalfACosine() {
    CosineRate rate = new CosineRate(2e-3, 0.05, 61);
    assertThat(rate.at(0)).isEqualTo(2e-3);
    assertThat(rate.at(30)).isCloseTo(2e-3 * 0.525, within(1e-12));
    assertThat(rate.at(60)).isCloseTo(1e-4, within(1e-12));
  }

  @Test
  void aSingleBatchHasTheFirstRate() {
    assertThat(new CosineRate(1e-3, 0.05, 1).at(0)).isEqualTo(1e-3);
  }
}
