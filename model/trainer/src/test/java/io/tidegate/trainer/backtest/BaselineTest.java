package io.tidegate.trainer.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BaselineTest {
  @Test
  void seasonalNaiveSaysWhatWasOneSeasonAgo() {
    SeasonalNaive naive = new SeasonalNaive(3);
    naive.observe(1);
    assertThat(naive.points(2)).containsExactly(1, 1);
    for (double value : new double[] {2, 3, 4}) {
      naive.observe(value);
    }
    assertThat(naive.points(5)).containsExactly(2, 3, 4, 2, 3);
  }

  @Test
  void persistenceSaysTheNewestValue() {
    Persistence persistence = new Persistence();
    persistence.observe(1);
    persistence.observe(7);
    assertThat(persistence.points(2)).containsExactly(7, 7);
  }

  @Test
  void onlineRidgeFindsTheMotionOfAWave() {
    OnlineRidge ridge = new OnlineRidge(12, 50, 7);
    for (int t = 0; t < 600; t++) {
      ridge.observe(wave(t));
    }
    double[] points = ridge.points(12);
    for (int step = 1; step <= 12; step++) {
      assertThat(points[step - 1]).isCloseTo(wave(599 + step), within(.2));
    }
  }

  private static double wave(int t) {
    return 50 + 10 * Math.sin(2 * Math.PI * t / 31.0);
  }

  @Test
  void onlineRidgeLearnsAStepFromTheSameSumsAsAFitOfAllItsPairs() {
    SplittableRandom random = new SplittableRandom(5);
    OnlineRidge ridge = new OnlineRidge(2, 0, 1);
    double[] values = new double[400];
    for (int t = 0; t < values.length; t++) {
      values[t] = (t < 2 ? 0 : .6 * values[t - 2]) + random.nextGaussian();
      ridge.observe(values[t]);
    }
    double[] expected = RidgeByHand.points(values, 96, 2);
    assertThat(ridge.points(2)).containsExactly(expected, within(1e-6));
  }
}
