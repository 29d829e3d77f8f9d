package io.tidegate.kernel.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.model.Size;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeasonFinderTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 7, 10, 12, 24, 30, 48, 50})
  void aSeasonIsFoundUnderNoiseAndATrend(int rows) {
    Random random = new Random(rows);
    IntToDoubleFunction shape =
        i -> 5 * Math.cos(2 * Math.PI * i / rows) + 2 * Math.sin(4 * Math.PI * i / rows);
    int found = find(i -> 100 + .3 * i + shape.applyAsDouble(i) + .8 * random.nextGaussian());
    assertThat(found).isEqualTo(rows);
  }

  @Test
  void noiseWalksAndTrendsHaveNoSeason() {
    int wrong = 0;
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      double[] walk = new double[1];
      double[] damped = new double[1];
      wrong += find(i -> random.nextGaussian()) == 0 ? 0 : 1;
      wrong += find(i -> walk[0] += random.nextGaussian()) == 0 ? 0 : 1;
      wrong += find(i -> damped[0] = .8 * damped[0] + random.nextGaussian()) == 0 ? 0 : 1;
      wrong += find(i -> 2.0 * i + random.nextGaussian()) == 0 ? 0 : 1;
    }
    assertThat(wrong).as("of 2,000 series").isLessThanOrEqualTo(20);
  }

  @Test
  void aConstantAndASingleSpikeHaveNoSeason() {
    assertThat(find(i -> 7)).isZero();
    assertThat(find(i -> i == 80 ? 1_000 : 0)).isZero();
  }

  private static int find(IntToDoubleFunction values) {
    Ring ring = new Ring(Size.STANDARD.ringRows());
    for (int i = 0; i < Size.STANDARD.ringRows(); i++) {
      ring.push(values.applyAsDouble(i), false);
    }
    return SeasonFinder.find(ring);
  }
}
