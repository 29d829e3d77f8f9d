package io.tidegate.kernel.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.kernel.TestModels;
import io.tidegate.kernel.model.Size;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OnlineStackTest {
  private static final int STEP = 8;
  private static final int REGRESSORS = Size.STANDARD.regressors();

  @Test
  void aNewStackSaysWhatTheSharedWeightsSay() {
    double[] z = {2.5, -1, 1, .5, .2, .7};
    assertThat(new OnlineStack(3, REGRESSORS).forecast(1, z, TestModels.WHOLE))
        .isCloseTo(2.5, within(.06));
  }

  @Test
  void aLinearTruthIsFoundToThePrecisionOfItsNoise() {
    OnlineStack stack = new OnlineStack(1, REGRESSORS);
    Random random = new Random(1);
    double[] truth = {.3, .4, -.2, .1, -.5, .2};
    for (int i = 1; i <= 4_000; i++) {
      double[] z = regressors(random);
      stack.learn(0, STEP, z, dot(truth, z) + .1 * random.nextGaussian(), 1);
    }
    double squares = 0;
    for (int i = 0; i < 500; i++) {
      double[] z = regressors(random);
      squares += Math.pow(stack.forecast(0, z, TestModels.WHOLE) - dot(truth, z), 2);
    }
    assertThat(Math.sqrt(squares / 500)).isLessThan(.02);
  }

  @Test
  void recursionEqualsRidgeRegressionOnAllRowsAtOnce() {
    OnlineStack stack = new OnlineStack(1, REGRESSORS);
    Random random = new Random(2);
    int n = REGRESSORS;
    double[][] normal = new double[n][n + 1];
    for (int i = 0; i < n; i++) {
      normal[i][i] = 1 / .2;
    }
    normal[OnlineStack.SHARED][n] = 1 / .2;
    for (int row = 1; row <= 300; row++) {
      double[] z = regressors(random);
      double y = 3 * random.nextGaussian();
      double importance = 1 + row % 3;
      stack.learn(0, STEP, z, y, importance);
      double weight = importance / (1 + STEP / 4.0);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          normal[i][j] += weight * z[i] * z[j];
        }
        normal[i][n] += weight * z[i] * y;
      }
    }
    double[] expected = solve(normal);
    for (int i = 0; i < n; i++) {
      assertThat((double) stack.weight(0, i)).isCloseTo(expected[i], within(1e-4));
    }
  }

  @Test
  void aSimpleForecastThatIsAlwaysRightGetsTheVote() {
    OnlineStack stack = new OnlineStack(1, REGRESSORS);
    Random random = new Random(3);
    for (int i = 1; i <= 200; i++) {
      double[] z = regressors(random);
      stack.learn(0, 1, z, z[OnlineStack.SEASONAL_NAIVE], 1);
    }
    double[] z = {5, -2, 1, 3, 3, 3};
    assertThat(stack.forecast(0, z, TestModels.WHOLE)).isCloseTo(-2, within(.01));
  }

  @Test
  void hugeRegressorsAndErrorsLeaveItFinite() {
    OnlineStack stack = new OnlineStack(1, REGRESSORS);
    Random random = new Random(4);
    for (int i = 1; i <= 20_000; i++) {
      double[] z = new double[REGRESSORS];
      for (int k = 0; k < z.length; k++) {
        z[k] = random.nextInt(3) == 0 ? 40 * (random.nextInt(3) - 1) : 1e-6 * random.nextGaussian();
      }
      stack.learn(0, 48, z, 80 * random.nextDouble() - 40, 16);
      assertThat(stack.forecast(0, z, TestModels.WHOLE)).isFinite();
    }
  }

  @Test
  void itsBytesBringItBack() {
    OnlineStack stack = new OnlineStack(2, REGRESSORS);
    Random random = new Random(5);
    for (int i = 1; i <= 50; i++) {
      stack.learn(i % 2, STEP, regressors(random), random.nextGaussian(), 1);
    }
    ByteBuffer bytes = ByteBuffer.allocate(stack.bytes());
    stack.write(bytes);
    assertThat(bytes.hasRemaining()).isFalse();
    OnlineStack back = OnlineStack.read(bytes.flip(), 2, REGRESSORS);
    double[] z = regressors(random);
    assertThat(back.forecast(0, z, TestModels.WHOLE))
        .isEqualTo(stack.forecast(0, z, TestModels.WHOLE));
    assertThat(back.forecast(1, z, TestModels.WHOLE))
        .isEqualTo(stack.forecast(1, z, TestModels.WHOLE));
  }

  private static double[] regressors(Random random) {
    double[] z = new double[REGRESSORS];
    for (int i = 0; i < z.length; i++) {
      z[i] = random.nextGaussian();
    }
    z[2] = 1;
    return z;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Gauss-Jordan without pivoting, enough for a positive definite matrix. */
  private static double[] solve(double[][] augmented) {
    int n = augmented.length;
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        double factor = i == k ? 0 : augmented[i][k] / augmented[k][k];
        for (int j = k; j <= n; j++) {
          augmented[i][j] -= factor * augmented[k][j];
        }
      }
    }
    double[] solution = new double[n];
    for (int i = 0; i < n; i++) {
      solution[i] = augmented[i][n] / augmented[i][i];
    }
    return solution;
  }
}
