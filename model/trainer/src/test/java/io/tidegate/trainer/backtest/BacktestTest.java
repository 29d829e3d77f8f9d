package io.tidegate.trainer.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.trainer.TestSeries;
import io.tidegate.trainer.fit.FitFailedException;
import io.tidegate.trainer.fit.FitRunner;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacktestTest {
  private static final DataSet DATA = BacktestSample.waves(2, 800);

  private static Results run(DataSet data) throws InterruptedException {
    Setup setup = BacktestSample.setup(data, 200, 0);
    return new Backtest(setup, FitRunner.HERE, new Listener() {}).run();
  }

  @Test
  void aHorizonIsTheMeanOverItsStepsOfEveryOriginWhoseActualsAreAllThere()
      throws InterruptedException {
    double sum = 0;
    int count = 0;
    for (int origin = 300; origin + 6 < 800; origin++) {
      for (int step = 1; step <= 6; step++) {
        double error = DATA.value(0, origin + step) - DATA.value(0, origin);
        sum += error * error;
        count++;
      }
    }
    Results results = run(DATA);
    Sums sums = results.tracks().get(0).ledger(Method.PERSISTENCE).horizon(1);
    assertThat(sums.count()).isEqualTo(count);
    assertThat(sums.figures(results.tracks().get(0).yardstick()).get(Measure.MSE))
        .isCloseTo(sum / count, within(1e-9));
  }

  @Test
  void aPairIsScoredOnlyOnceItsActualHasCome() throws InterruptedException {
    Results results = run(DATA);
    for (int step = 1; step <= 6; step++) {
      assertThat(results.tracks().get(0).ledger(Method.TIDEGATE).step(step).count())
          .isEqualTo(500 - step);
    }
  }

  @Test
  void aMissingValueIsNeitherAnOriginNorAnActual() throws InterruptedException {
    double[] values = new double[800];
    for (int row = 0; row < 800; row++) {
      values[row] = row >= 400 && row < 410 ? Double.NaN : DATA.value(0, row);
    }
    Results results = run(BacktestSample.single(values));
    Figures figures = results.figures(Method.TIDEGATE, 1);
    assertThat(results.tracks().get(0).ledger(Method.TIDEGATE).step(1).count()).isEqualTo(488);
    assertThat(figures.get(Measure.MSE)).isFinite();
  }

  @Test
  void aConstantSeriesHasNoStandardisedFigures() throws InterruptedException {
    double[] values = new double[800];
    java.util.Arrays.fill(values, 5);
    Figures figures = run(BacktestSample.single(values)).figures(Method.TIDEGATE, 0);
    assertThat(figures.get(Measure.MAE)).isLessThan(.1);
    assertThat(figures.get(Measure.STANDARDISED_MSE)).isNaN();
  }

  @Test
  void aRetrainingThatFailsLeavesTheWeightsInUse() throws InterruptedException {
    FitRunner failing =
        (request, progress) -> {
          throw new FitFailedException("no memory", null);
        };
    Setup setup = BacktestSample.setup(DATA, 200, 300);
    Results results = new Backtest(setup, failing, new Listener() {}).run();
    assertThat(results.retrainings()).hasSize(2).noneMatch(Retrained::promoted);
    assertThat(results.retrainings().get(0).summary()).contains("no memory");
  }

  @Test
  void aHorizonBeyondTheModelIsRefused() {
    Setup setup = BacktestSample.setup(DATA, 200, 0);
    assertThatThrownBy(
            () ->
                new Setup(
                    DATA, setup.parts(), List.of(1, 7), 0, 0, setup.first(), setup.settings()))
        .isInstanceOf(UnusableDataException.class)
        .hasMessageContaining("from 1 to 6");
  }

  @Test
  void jsonHasAnEntryForEachMethodSeriesAndHorizon() throws Exception {
    StringWriter text = new StringWriter();
    JsonReport.write(List.of(run(DATA)), Map.of("seed", 1), text);
    JsonNode root = new ObjectMapper().readTree(text.toString());
    assertThat(root.get("results")).hasSize(4 * 3 * 2);
    JsonNode first = root.get("results").get(0);
    assertThat(first.get("method").asText()).isEqualTo("tidegate");
    assertThat(first.get("series").asText()).isEqualTo("all");
    for (String key :
        "horizon mse mae standardisedMse standardisedMae mase smape pinball coverage90 width90"
            .split(" ", -1)) {
      assertThat(first.get(key).isNumber()).as(key).isTrue();
    }
    assertThat(root.get("run").get("seed").asInt()).isEqualTo(1);
  }

  @Test
  void thePageNeedsNothingButItselfAndEscapesNames() throws IOException, InterruptedException {
    double[] values = new double[800];
    for (int row = 0; row < 800; row++) {
      values[row] = DATA.value(0, row);
    }
    DataSet named = new DataSet("<b>", List.of("a&b"), 0, TestSeries.HOUR, new double[][] {values});
    StringWriter text = new StringWriter();
    HtmlReport.write(List.of(run(named)), Map.of("seed", 1), text);
    assertThat(text.toString())
        .contains("<svg")
        .contains("a&amp;b")
        .contains("&lt;b&gt;")
        .doesNotContain("http://", "https://", "src=", "NaN", "{{");
  }

  @Test
  void theTableNamesEveryMethod() throws InterruptedException {
    assertThat(TextTable.of(run(DATA)))
        .contains("Tidegate", "persistence", "seasonal naive", "online ridge", "1..6");
  }
}
