package io.tidegate.kernel.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DayFitTest {
  private static final int DAY = 96;
  private static final double HEIGHT = 6;

  private final Random random = new Random(3);

  private static double wave(double row) {
    return HEIGHT * Math.sin(2 * Math.PI * row / DAY);
  }

  private static boolean follows(int from, int rows, IntToDoubleFunction distance) {
    DayFit fit = new DayFit();
    for (int row = from; row < from + rows; row++) {
      double slope = (wave(row + 4) - wave(row - 4)) / 2;
      fit.take(distance.applyAsDouble(row), new UsualDay.Moment(true, wave(row), slope));
    }
    return fit.follows();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 32, 48, 64, 80})
  void aLateDayIsTakenForOneAfterAThirdOfItWhereverItBegins(int from) {
    assertThat(
            follows(from, DAY / 3, row -> wave(row - 20) - wave(row) + 0.5 * random.nextGaussian()))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 32, 96, 300})
  void oneLevelUnderNoiseDoesNotFollowTheDay(int rows) {
    assertThat(follows(7, rows, row -> 5 + random.nextGaussian())).isFalse();
  }

  @Test
  void oneLevelIsOneEvenIfTheDayIsALittleHigherThanBefore() {
    assertThat(follows(0, DAY, row -> 8 + 0.2 * wave(row) + 0.1 * random.nextGaussian())).isFalse();
  }

  @Test
  void aLevelThatWasLearntBesideALateDayDoesNotHideIt() {
    assertThat(follows(0, DAY, row -> wave(row - 20) - wave(row) - 2)).isTrue();
  }

  @Test
  void nothingIsSaidOfHoursThatAreAllAlike() {
    DayFit fit = new DayFit();
    for (int row = 0; row < 50; row++) {
      fit.take(row, new UsualDay.Moment(true, 2, 1));
    }
    assertThat(fit.follows()).isFalse();
  }
}
