package io.tidegate.trainer.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SumsTest {
  private static final Yardstick YARDSTICK = new Yardstick(0, 2, 4);

  @Test
  void pointErrorsAreThoseOfThePaper() {
    Sums sums = new Sums(new double[0]);
    Prediction prediction = new Prediction(new double[] {10, 20});
    sums.add(prediction, 1, 12);
    sums.add(prediction, 2, 16);
    Figures figures = sums.figures(YARDSTICK);
    assertThat(figures.get(Measure.MSE)).isEqualTo(10);
    assertThat(figures.get(Measure.MAE)).isEqualTo(3);
    assertThat(figures.get(Measure.STANDARDISED_MSE)).isEqualTo(2.5);
    assertThat(figures.get(Measure.STANDARDISED_MAE)).isEqualTo(1.5);
    assertThat(figures.get(Measure.MASE)).isEqualTo(.75);
    assertThat(figures.get(Measure.SMAPE)).isCloseTo(100 * (4. / 22 + 8. / 36) / 2, within(1e-9));
    assertThat(figures.get(Measure.PINBALL)).isNaN();
    assertThat(figures.get(Measure.COVERAGE_90)).isNaN();
  }

  @Test
  void quantilesAreJudgedByPinballLossAndCoverage() {
    Sums sums = new Sums(new double[] {.05, .5, .95});
    Prediction prediction = new Prediction(new double[] {10}, new double[][] {{8, 10, 14}});
    sums.add(prediction, 1, 9);
    sums.add(prediction, 1, 15);
    Figures figures = sums.figures(YARDSTICK);
    double[] pinball = {(.05 + .35) / 2, (.5 + 2.5) / 2, (.25 + .95) / 2};
    assertThat(figures.get(Measure.PINBALL))
        .isCloseTo((pinball[0] + pinball[1] + pinball[2]) / 3, within(1e-9));
    double integral =
        .05 * pinball[0] / 2
            + .45 * (pinball[0] + pinball[1]) / 2
            + .45 * (pinball[1] + pinball[2]) / 2
            + .05 * pinball[2] / 2;
    assertThat(figures.get(Measure.CRPS)).isCloseTo(2 * integral, within(1e-9));
    assertThat(figures.get(Measure.COVERAGE_90)).isEqualTo(.5);
    assertThat(figures.get(Measure.WIDTH_90)).isEqualTo(6);
    assertThat(figures.get(Measure.COVERAGE_50)).isNaN();
    assertThat(sums.reached(1)).isEqualTo(.5);
  }

  @Test
  void theYardstickDividesByTheNumberOfTrainingRows() {
    Yardstick yardstick = Yardstick.of(BacktestSample.single(1, 3, 1, 3, 900), 0, 4);
    assertThat(yardstick.mean()).isEqualTo(2);
    assertThat(yardstick.deviation()).isEqualTo(1);
    assertThat(yardstick.seasonalError()).isEqualTo(2);
  }
}
