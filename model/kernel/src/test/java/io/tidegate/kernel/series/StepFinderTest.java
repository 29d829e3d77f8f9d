package io.tidegate.kernel.series;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepFinderTest {
  @ParameterizedTest
  @ValueSource(longs = {1_000, 60_000, 300_000, 900_000, 1_800_000, 3_600_000, 86_400_000})
  void aUsualStepIsFoundDespiteJitterAndAGap(long step) {
    StepFinder finder = new StepFinder();
    for (int i = 0; i < 8; i++) {
      assertThat(finder.found()).isFalse();
      finder.add(i == 3 ? 40 * step : step + (i % 3 - 1) * step / 20);
    }
    assertThat(finder.found()).isTrue();
    assertThat(finder.step()).isEqualTo(step);
  }

  @Test
  void whatIsFinerThanASecondOrCoarserThanADayIsSnappedToTheEnds() {
    assertThat(stepOf(40)).isEqualTo(1_000);
    assertThat(stepOf(30L * 86_400_000)).isEqualTo(86_400_000);
  }

  private static long stepOf(long difference) {
    StepFinder finder = new StepFinder();
    for (int i = 0; i < 8; i++) {
      finder.add(difference);
    }
    return finder.step();
  }
}
