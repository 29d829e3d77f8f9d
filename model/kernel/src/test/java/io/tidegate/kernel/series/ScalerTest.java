package io.tidegate.kernel.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.kernel.TestModels;
import io.tidegate.kernel.model.Size;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class ScalerTest {
  private static final Season HOURLY = Season.of(3_600_000, SeriesSettings.AUTO, 0, Size.STANDARD);

  @Test
  void theScaleOfGaussianNoiseIsItsStandardDeviation() {
    Random random = new Random(1);
    Scaler scaler = after(20_000, () -> 7 + 3 * random.nextGaussian());
    assertThat(scaler.scale()).isCloseTo(3, within(.3));
    assertThat(scaler.level()).isCloseTo(7, within(2.0));
  }

  @Test
  void scaleAndLevelFollowAChangeOfUnit() {
    for (double unit : new double[] {1e-9, 1e-3, 1e6, 1e12}) {
      Random one = new Random(2);
      Random other = new Random(2);
      Scaler plain = after(3_000, one::nextGaussian);
      Scaler changed = after(3_000, () -> unit * other.nextGaussian());
      assertThat(changed.scale() / unit).isCloseTo(plain.scale(), within(1e-4));
      assertThat(changed.level() / unit).isCloseTo(plain.level(), within(1e-4));
    }
  }

  @Test
  void aFaultyStretchDoesNotOwnTheScale() {
    Random random = new Random(3);
    Scaler scaler = after(2_000, random::nextGaussian);
    double before = scaler.scale();
    for (int i = 0; i < 24; i++) {
      scaler.update(1e6, HOURLY, TestModels.WHOLE);
    }
    assertThat(scaler.scale()).isLessThan(4 * before);
  }

  @Test
  void aConstantSeriesHasAPositiveScaleAndCanStartToMove() {
    Scaler scaler = after(5_000, () -> 4);
    assertThat(scaler.scale()).isPositive().isLessThan(1e-6);
    Random random = new Random(4);
    for (int i = 0; i < 2_000; i++) {
      scaler.update(4 + random.nextGaussian(), HOURLY, TestModels.WHOLE);
    }
    assertThat(scaler.scale()).isCloseTo(1, within(.3));
  }

  @Test
  void theFirstRowsArePlainMeans() {
    Scaler scaler = new Scaler();
    double[] values = {1, 3, 5, 7};
    for (double value : values) {
      scaler.update(value, HOURLY, TestModels.WHOLE);
    }
    assertThat(scaler.level()).isCloseTo(4, within(.1));
  }

  @Test
  void theLevelsAfterEarlierRowsAreFoundAgain() {
    Random random = new Random(5);
    for (int rows : new int[] {1, 2, 60, 3_000}) {
      Scaler scaler = new Scaler();
      Ring ring = new Ring(168);
      double[] levels = new double[rows];
      double value = 0;
      for (int i = 0; i < rows; i++) {
        value += random.nextGaussian();
        boolean bridged = i % 10 == 9;
        if (!bridged) {
          scaler.update(value, HOURLY, TestModels.WHOLE);
        }
        ring.push(value, bridged);
        levels[i] = scaler.level();
      }
      double[] found = scaler.levels(ring, ring.size(), HOURLY);
      assertThat(found).hasSize(ring.size());
      for (int ago = 0; ago < found.length; ago++) {
        assertThat(found[ago])
            .as("%d rows before row %d", ago, rows)
            .isCloseTo(levels[rows - 1 - ago], within(1e-3 * scaler.scale()));
      }
    }
  }

  private static Scaler after(int rows, DoubleSupplier values) {
    Scaler scaler = new Scaler();
    for (int i = 0; i < rows; i++) {
      scaler.update(values.getAsDouble(), HOURLY, TestModels.WHOLE);
    }
    return scaler;
  }
}
