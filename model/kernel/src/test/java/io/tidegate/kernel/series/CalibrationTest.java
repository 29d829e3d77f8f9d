package io.tidegate.kernel.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.kernel.TestModels;
import io.tidegate.kernel.model.Size;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /**
   * The promise of quantile tracking: the misses of any errors, an adversary's included, differ
   * from the promised share by at most (range of the log factor) / (gain x rows), and with a delay
   * of D rows by D / rows more.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 47})
  void missesOfErrorsOfAnyKindStayWithinTheBound(int delay) {
    double bound = (Math.log(100) - Math.log(.01)) / (.005 * ROWS) + 2.0 * (delay + 1) / ROWS;
    Random random = new Random(8);
    List<DoubleUnaryOperator> adversaries =
        List.of(
            width -> Math.min(50, 1.01 * width),
            width -> random.nextInt(5) == 0 ? Math.min(50, 40 * width) : 0,
            width -> Math.exp(3 * random.nextGaussian()),
            width -> width > 1 ? Math.min(50, 1.2 * width) : .3);
    for (DoubleUnaryOperator adversary : adversaries) {
      Calibration calibration =
          Calibration.of(TestModels.random(TestModels.SMALL, 1), Size.STANDARD);
      Deque<float[]> issued = new ArrayDeque<>();
      int misses = 0;
      for (int i = 0; i < ROWS + delay; i++) {
        issued.addLast(widths(calibration));
        if (issued.size() > delay) {
          float[] halfWidths = issued.removeFirst();
          double error = adversary.applyAsDouble(halfWidths[0]);
          misses += Math.abs(error) > halfWidths[0] ? 1 : 0;
          calibration.score(0, error, 1, halfWidths, TestModels.WHOLE);
        }
      }
      assertThat(misses / (double) ROWS).isCloseTo(.1, within(bound));
    }
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
