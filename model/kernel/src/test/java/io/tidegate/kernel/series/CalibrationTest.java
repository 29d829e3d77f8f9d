package io.tidegate.kernel.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.kernel.TestModels;
import io.tidegate.kernel.model.Size;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final int ROWS = 40_000;

  @Test
  void coverageOfGaussianErrorsIsNominal() {
    assertCoverage(z -> 3 * z);
  }

  @Test
  void coverageOfHeavyTailedErrorsIsNominal() {
    assertCoverage(z -> z * z * z);
  }

  @Test
  void coverageIsNominalInTheLongRunWhileTheErrorsDrift() {
    int[] row = {0};
    assertCoverage(z -> z * (1 + row[0]++ / 4_000));
  }

  @Test
  void theFirstIntervalIsTheSpreadOfTheModelTimesAGaussianQuantile() {
    Calibration calibration = Calibration.of(TestModels.random(TestModels.SMALL, 1), Size.STANDARD);
    assertThat(calibration.halfWidth(0, 0)).isCloseTo(.7 * 1.645, within(1e-3));
    assertThat(calibration.halfWidth(0, 1)).isCloseTo(.7 * .6745, within(1e-3));
  }

  @Test
  void errorsOfZeroDoNotMakeItStick() {
    Calibration calibration = Calibration.of(TestModels.random(TestModels.SMALL, 1), Size.STANDARD);
    float[] halfWidths = new float[2];
    for (int i = 0; i < 5_000; i++) {
      calibration.score(0, 0, 1, halfWidths, TestModels.WHOLE);
    }
    Random random = new Random(5);
    for (int i = 0; i < 3_000; i++) {
      calibration.score(0, random.nextGaussian(), 1, widths(calibration), TestModels.WHOLE);
    }
    assertThat(calibration.halfWidth(0, 0)).isCloseTo(1.645, within(.4));
  }

  private static void assertCoverage(DoubleUnaryOperator errors) {
    Calibration calibration = Calibration.of(TestModels.random(TestModels.SMALL, 1), Size.STANDARD);
    Random random = new Random(6);
    int[] inside = new int[2];
    for (int i = 0; i < ROWS; i++) {
      double error = errors.applyAsDouble(random.nextGaussian());
      float[] halfWidths = widths(calibration);
      for (int k = 0; k < 2; k++) {
        inside[k] += Math.abs(error) <= halfWidths[k] ? 1 : 0;
      }
      calibration.score(0, error, 1, halfWidths, TestModels.WHOLE);
    }
    assertThat(inside[0] / (double) ROWS).isCloseTo(.90, within(.01));
    assertThat(inside[1] / (double) ROWS).isCloseTo(.50, within(.01));
  }

  private static float[] widths(Calibration calibration) {
    return new float[] {(float) calibration.halfWidth(0, 0), (float) calibration.halfWidth(0, 1)};
  }
}
