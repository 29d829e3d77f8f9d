package io.tidegate.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HighwayFitTest {
  private static final int REGRESSORS = 7;
  private static final int HORIZON = 3;
  private static final int ROWS = 60;
  private static final double LAMBDA = 1e-3;

  private final SplittableRandom random = new SplittableRandom(3);
  private final float[][] r = new float[ROWS][REGRESSORS];
  private final double[][] y = new double[ROWS][HORIZON];
  private final double[] w = new double[ROWS];
  private final float[] parent = new float[HORIZON * REGRESSORS];

  private HighwayFit filled(double missing) {
    for (int i = 0; i < parent.length; i++) {
      parent[i] = (float) random.nextGaussian();
    }
    HighwayFit fit = new HighwayFit(REGRESSORS, HORIZON);
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < REGRESSORS; i++) {
        r[row][i] = (float) random.nextGaussian();
      }
      for (int h = 0; h < HORIZON; h++) {
        boolean absent = random.nextDouble() < missing * (h + 1);
        y[row][h] = absent ? Double.NaN : r[row][h] - 2 * r[row][h + 1] + random.nextGaussian();
      }
      w[row] = random.nextDouble(0.1, 4);
      fit.add(r[row], y[row], w[row]);
    }
    return fit;
  }

  @Test
  void theRidgeOverRowsWithMissingTargetsIsThatOfTheRowsThatHaveThem() {
    float[] found = filled(0.25).solve(parent, LAMBDA, 40);
    for (int h = 0; h < HORIZON; h++) {
      double[] expected = directly(h, 40);
      for (int i = 0; i < REGRESSORS; i++) {
        assertThat((double) found[h * REGRESSORS + i])
            .as("step %d regressor %d", h, i)
            .isCloseTo(expected[i], within(1e-5));
      }
    }
  }

  @Test
  void withoutTargetsAStepKeepsTheParentsWeights() {
    float[] found = filled(1).solve(parent, LAMBDA, 40);
    assertThat(found).containsExactly(parent);
  }

  @Test
  void aParentWorthManyRowsIsHardlyLeft() {
    float[] found = filled(0).solve(parent, 0, 1e9);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(parent[i], within(1e-4f));
    }
  }

  /** The normal equations over the rows of one step, by Gauss-Jordan elimination. */
  private double[] directly(int h, double priorRows) {
    double[][] system = new double[REGRESSORS][REGRESSORS + 1];
    double weights = 0;
    double trace = 0;
    for (int row = 0; row < ROWS; row++) {
      if (Double.isNaN(y[row][h])) {
        continue;
      }
      weights += w[row];
      for (int i = 0; i < REGRESSORS; i++) {
        trace += w[row] * r[row][i] * r[row][i];
        for (int j = 0; j < REGRESSORS; j++) {
          system[i][j] += w[row] * r[row][i] * r[row][j];
        }
        system[i][REGRESSORS] += w[row] * r[row][i] * y[row][h];
      }
    }
    double prior = priorRows * trace / REGRESSORS / weights;
    for (int i = 0; i < REGRESSORS; i++) {
      system[i][i] += LAMBDA * weights + prior;
      system[i][REGRESSORS] += prior * parent[h * REGRESSORS + i];
    }
    for (int pivot = 0; pivot < REGRESSORS; pivot++) {
      for (int i = 0; i < REGRESSORS; i++) {
        double factor = system[i][pivot] / system[pivot][pivot];
        for (int j = 0; i != pivot && j <= REGRESSORS; j++) {
          system[i][j] -= factor * system[pivot][j];
        }
      }
    }
    double[] solution = new double[REGRESSORS];
    for (int i = 0; i < REGRESSORS; i++) {
      solution[i] = system[i][REGRESSORS] / system[i][i];
    }
    return solution;
  }
}
