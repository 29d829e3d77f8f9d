package io.tidegate.trainer.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.forecast.Forecast;
import io.tidegate.kernel.series.Part;
import io.tidegate.trainer.fit.FitRunner;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CovariatesTest {
  private static final int ROWS = 1_200;
  private static final int ORIGIN = 900;

  @TempDir private Path folder;

  private final Map<String, float[]> forecasts = new HashMap<>();

  private DataSet shops() throws IOException {
    Path file = folder.resolve("shops.csv");
    try (Writer writer = Files.newBufferedWriter(file)) {
      SampleShops.write(ROWS, 1, writer);
    }
    return CsvFile.read(file, List.of(), List.of("promotion"), null, ROWS);
  }

  private Results run(DataSet data, int every, Part... without) throws InterruptedException {
    Listener listener =
        new Listener() {
          @Override
          public void forecast(int series, int row, Forecast forecast) {
            forecasts.put(series + "@" + row, forecast.quantileDifferences());
          }

          @Override
          public void newcomerForecast(int series, int row, Forecast forecast) {
            forecasts.put("newcomer " + series + "@" + row, forecast.quantileDifferences());
          }
        };
    Setup setup = BacktestSample.setup(data, 300, every, 600, without);
    return new Backtest(setup, FitRunner.HERE, listener).run();
  }

  @Test
  void whatIsKnownAheadOfTimeHelpsASeriesThatFollowsIt() throws Exception {
    DataSet shops = shops();
    Results with = run(shops, 300);
    Results without = run(shops, 300, Part.COVARIATES);
    assertThat(error(with)).isLessThan(.7 * error(without));
    assertThat(newcomers(with)).isLessThan(.8 * newcomers(without));
    assertThat(with.retrainings().get(1).summary())
        .as("the shared weights do not see it")
        .isEqualTo(without.retrainings().get(1).summary());
  }

  private static double error(Results results) {
    return results.figures(Method.TIDEGATE, 1).get(Measure.STANDARDISED_MSE);
  }

  private static double newcomers(Results results) {
    Newcomers newcomers = results.newcomers().orElseThrow();
    return newcomers.figures(Contender.NEWCOMER, 2, 1).get(Measure.STANDARDISED_MSE);
  }

  /** The model looks 6 steps ahead. */
  @Test
  void noForecastKnowsACovariateBeyondItsHorizon() throws Exception {
    DataSet shops = shops();
    run(shops, 200);
    Map<String, float[]> expected = new HashMap<>(forecasts);
    run(changed(shops, ORIGIN + 6), 200);
    for (int row = 400; row <= ORIGIN; row++) {
      assertThat(forecasts.get("0@" + row)).as("row " + row).isEqualTo(expected.get("0@" + row));
    }
    run(changed(shops, ORIGIN + 5), 200);
    assertThat(forecasts.get("2@" + ORIGIN)).isNotEqualTo(expected.get("2@" + ORIGIN));
    assertThat(forecasts.get("newcomer 2@" + ORIGIN))
        .isNotEqualTo(expected.get("newcomer 2@" + ORIGIN));
  }

  private static DataSet changed(DataSet data, int after) {
    double[][] values = new double[data.series().size()][ROWS];
    double[] promotion = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < values.length; i++) {
        values[i][row] = data.value(i, row);
      }
      double known = data.covariates(row).get("promotion");
      promotion[row] = row > after ? 1 - known : known;
    }
    return new DataSet(
        data.name(),
        data.series(),
        data.time(0),
        data.stepMillis(),
        values,
        Map.of("promotion", promotion));
  }

  @Test
  void theSampleIsTheSameEveryTime() throws IOException {
    StringWriter one = new StringWriter();
    StringWriter other = new StringWriter();
    SampleShops.write(50, 3, one);
    SampleShops.write(50, 3, other);
    assertThat(one.toString()).isEqualTo(other.toString()).hasLineCount(51);
    assertThat(one.toString()).startsWith(SampleShops.HEADER + "\n2024-01-01T00:00:00Z,");
  }
}
