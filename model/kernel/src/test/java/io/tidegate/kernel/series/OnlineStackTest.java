package io.tidegate.kernel.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.kernel.TestModels;
import io.tidegate.kernel.model.Size;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OnlineStackTest {
  private static final int STEP = 8;
  private static final int REGRESSORS = Size.STANDARD.regressors();

  /** The group that most tests learn at: it has the regressors that all but the next step have. */
  private static final int GROUP = 1;

  @Test
  void aNewStackSaysWhatTheSharedWeightsSay() {
    double[] z = {2.5, -1, 1, .5, .2, .7};
    assertThat(forecast(new OnlineStack(3, Size.STANDARD), GROUP, z)).isCloseTo(2.5, within(.06));
  }

  @Test
  void aLinearTruthIsFoundToThePrecisionOfItsNoise() {
    OnlineStack stack = new OnlineStack(2, Size.STANDARD);
    Random random = new Random(1);
    double[] truth = {.3, .4, -.2, .1, -.5, .2};
    for (int i = 1; i <= 4_000; i++) {
      double[] z = regressors(random);
      stack.learn(GROUP, STEP, z, dot(truth, z) + .1 * random.nextGaussian(), 1);
    }
    double squares = 0;
    for (int i = 0; i < 500; i++) {
      double[] z = regressors(random);
      squares += Math.pow(forecast(stack, GROUP, z) - dot(truth, z), 2);
    }
    assertThat(Math.sqrt(squares / 500)).isLessThan(.02);
  }

  @Test
  void recursionEqualsRidgeRegressionOnAllRowsAtOnceWhoseWeightsFade() {
    OnlineStack stack = new OnlineStack(2, Size.STANDARD);
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
      stack.learn(GROUP, STEP, z, y, importance);
      double weight = importance / (1 + STEP / 4.0);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          normal[i][j] += weight * z[i] * z[j];
        }
        normal[i][n] += weight * z[i] * y;
      }
      for (double[] equation : normal) {
        for (int i = 0; i <= n; i++) {
          equation[i] *= .999;
        }
      }
    }
    double[] expected = solve(normal);
    for (int i = 0; i < n; i++) {
      assertThat((double) stack.weight(GROUP, i)).isCloseTo(expected[i], within(1e-4));
    }
  }

  @Test
  void float32StaysBesideFloat64OverALongRun() {
    OnlineStack stack = new OnlineStack(2, Size.STANDARD);
    double[] w = new double[REGRESSORS];
    w[OnlineStack.SHARED] = 1;
    double[][] p = new double[REGRESSORS][REGRESSORS];
    for (int i = 0; i < REGRESSORS; i++) {
      p[i][i] = .2;
    }
    Random random = new Random(6);
    for (int row = 0; row < 50_000; row++) {
      double[] z = regressors(random);
      z[OnlineStack.USUAL] = z[OnlineStack.SHARED] + .05 * z[OnlineStack.USUAL];
      double y = .7 * z[OnlineStack.SHARED] + random.nextGaussian();
      stack.learn(GROUP, STEP, z, y, 1);
      recursion(w, p, z, y);
    }
    for (int i = 0; i < REGRESSORS; i++) {
      assertThat((double) stack.weight(GROUP, i)).isCloseTo(w[i], within(2e-3));
    }
  }

  /** One row of recursive least squares as the textbook writes it, in float64. */
  private static void recursion(double[] w, double[][] p, double[] z, double y) {
    double[] pz = new double[w.length];
    double power = 1 + STEP / 4.0;
    for (int i = 0; i < w.length; i++) {
      pz[i] = dot(p[i], z);
      power += z[i] * pz[i];
    }
    double error = y - dot(w, z);
    double trace = 0;
    for (int i = 0; i < w.length; i++) {
      w[i] += pz[i] / power * error;
      for (int j = 0; j < w.length; j++) {
        p[i][j] -= pz[i] * pz[j] / power;
      }
      trace += p[i][i];
    }
    for (int i = 0; trace <= .2 * w.length && i < w.length; i++) {
      for (int j = 0; j < w.length; j++) {
        p[i][j] /= .999;
      }
    }
  }

  @Test
  void aCovariateInOtherUnitsLeavesTheForecastAsItWas() {
    OnlineStack stack = new OnlineStack(2, Size.LEAN);
    stack.addCovariate();
    OnlineStack doubled = new OnlineStack(2, Size.LEAN);
    doubled.addCovariate();
    Random random = new Random(7);
    double[] z = new double[6];
    for (int row = 0; row < 400; row++) {
      for (int i = 0; i < z.length; i++) {
        z[i] = random.nextGaussian();
      }
      double y = z[0] + 3 * z[4] - z[5] + .1 * random.nextGaussian();
      double unit = row < 100 ? 1 : .5;
      if (row == 100) {
        doubled.rescale(2, 2);
      }
      stack.learn(GROUP, 1, z, y, 1);
      double[] halved = z.clone();
      halved[4] *= unit;
      doubled.learn(GROUP, 1, halved, y, 1);
      assertThat(forecast(doubled, GROUP, halved))
          .isCloseTo(forecast(stack, GROUP, z), within(1e-3));
    }
  }

  @Test
  void aSimpleForecastThatIsAlwaysRightGetsTheVote() {
    OnlineStack stack = new OnlineStack(2, Size.STANDARD);
    Random random = new Random(3);
    for (int i = 1; i <= 200; i++) {
      double[] z = regressors(random);
      stack.learn(GROUP, 1, z, z[OnlineStack.SEASONAL_NAIVE], 1);
    }
    double[] z = {5, -2, 1, 3, 3, 3};
    assertThat(forecast(stack, GROUP, z)).isCloseTo(-2, within(.01));
  }

  @Test
  void hugeRegressorsAndErrorsLeaveItFinite() {
    OnlineStack stack = new OnlineStack(2, Size.STANDARD);
    Random random = new Random(4);
    for (int i = 1; i <= 20_000; i++) {
      double[] z = new double[REGRESSORS];
      for (int k = 0; k < z.length; k++) {
        z[k] = random.nextInt(3) == 0 ? 40 * (random.nextInt(3) - 1) : 1e-6 * random.nextGaussian();
      }
      stack.learn(GROUP, 48, z, 80 * random.nextDouble() - 40, 16);
      assertThat(forecast(stack, GROUP, z)).isFinite();
    }
  }

  @Test
  void aStackOfTheSecondFormatKeepsWhatItHasLearnt() {
    ByteBuffer bytes = ByteBuffer.allocate(400).order(ByteOrder.LITTLE_ENDIAN);
    float[] inItsOrder = {.5f, .1f, .2f, .3f, .4f, -.6f};
    for (float weight : inItsOrder) {
      bytes.putFloat(weight);
    }
    for (int pair = 0; pair < 21; pair++) {
      bytes.putFloat(.001f * pair);
    }
    for (float loss : new float[] {.001f, 1, 1, 1}) {
      bytes.putFloat(loss);
    }
    bytes.putShort((short) 9);
    OnlineStack stack = OnlineStack.readFormat2(bytes.flip(), 1);
    double[] z = {1, 2, 1, 3, 5, 7, 0, 0, 0};
    double expected = .5 + .1 * 2 + .2 + .3 * 5 + .4 * 7 - .6 * 3;
    assertThat(forecast(stack, 0, z)).isCloseTo(expected, within(1e-5));
  }

  @Test
  void itsBytesBringItBack() {
    OnlineStack stack = new OnlineStack(3, Size.STANDARD);
    Random random = new Random(5);
    for (int i = 1; i <= 50; i++) {
      stack.learn(1 + i % 2, STEP, regressors(random), random.nextGaussian(), 1);
    }
    ByteBuffer bytes = ByteBuffer.allocate(stack.bytes());
    stack.write(bytes);
    assertThat(bytes.hasRemaining()).isFalse();
    OnlineStack back = OnlineStack.read(bytes.flip(), 3, Size.STANDARD, 0);
    double[] z = regressors(random);
    assertThat(forecast(back, GROUP, z)).isEqualTo(forecast(stack, GROUP, z));
    assertThat(forecast(back, GROUP, z)).isEqualTo(forecast(stack, GROUP, z));
  }

  private static double forecast(OnlineStack stack, int group, double[] z) {
    return dot(stack.weights(group, TestModels.WHOLE), z);
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
