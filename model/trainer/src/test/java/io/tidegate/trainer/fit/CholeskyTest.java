package io.tidegate.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CholeskyTest {
  @Test
  void theSolutionSolvesTheSystem() {
    double[][] matrix = {{4, 0, 0}, {2, 5, 0}, {-1, 1, 6}};
    double[] x = new Cholesky(matrix).solve(new double[] {3, 9, 11});
    assertThat(4 * x[0] + 2 * x[1] - x[2]).isCloseTo(3, within(1e-12));
    assertThat(2 * x[0] + 5 * x[1] + x[2]).isCloseTo(9, within(1e-12));
    assertThat(-x[0] + x[1] + 6 * x[2]).isCloseTo(11, within(1e-12));
  }

  @Test
  void aMatrixThatIsNotPositiveDefiniteIsRefused() {
    assertThatThrownBy(() -> new Cholesky(new double[][] {{1, 0}, {2, 1}}))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("pivot 1");
  }
}
