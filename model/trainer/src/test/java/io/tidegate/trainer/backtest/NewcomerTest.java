package io.tidegate.trainer.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.kernel.forecast.Forecast;
import io.tidegate.trainer.TestSeries;
import io.tidegate.trainer.fit.FitRunner;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NewcomerTest {
  private static final DataSet DATA = BacktestSample.waves(2, 800);
  private static final int FROM = 500;

  private final Map<String, float[]> forecasts = new HashMap<>();
  private final Map<String, float[]> newcomers = new HashMap<>();

  private Results run(DataSet data, int every, int newcomer) throws InterruptedException {
    Listener listener =
        new Listener() {
          @Override
          public void forecast(int series, int row, Forecast forecast) {
            forecasts.put(series + "@" + data.time(row), forecast.quantileDifferences());
          }

          @Override
          public void newcomerForecast(int series, int row, Forecast forecast) {
            newcomers.put(series + "@" + data.time(row), forecast.quantileDifferences());
          }
        };
    Setup setup = BacktestSample.setup(data, 200, every, newcomer);
    return new Backtest(setup, FitRunner.HERE, listener).run();
  }

  @Test
  void aNewcomerForecastsAsASeriesWhoseFileBeginsWithItsRow() throws InterruptedException {
    run(DATA, 0, FROM);
    Map<String, float[]> expected = new HashMap<>(newcomers);
    double[][] later = new double[2][800 - FROM];
    for (int series = 0; series < 2; series++) {
      for (int row = FROM; row < 800; row++) {
        later[series][row - FROM] = DATA.value(series, row);
      }
    }
    forecasts.clear();
    DataSet cut = new DataSet("cut", DATA.series(), DATA.time(FROM), DATA.stepMillis(), later);
    Setup setup = BacktestSample.setup(DATA, 200, 0);
    Listener listener =
        new Listener() {
          @Override
          public void forecast(int series, int row, Forecast forecast) {
            forecasts.put(series + "@" + cut.time(row), forecast.quantileDifferences());
          }
        };
    new Backtest(
            new Setup(
                cut, new Parts(20, 0, 280), List.of(1), 0, 0, setup.first(), setup.settings()),
            FitRunner.HERE,
            listener)
        .run();
    assertThat(forecasts).hasSize(2 * 280);
    forecasts.forEach((at, found) -> assertThat(expected.get(at)).as(at).isEqualTo(found));
  }

  @Test
  void theSeriesThatWasThereFromTheStartAndTheTrainingAreNotTouched() throws InterruptedException {
    run(DATA, 100, 0);
    assertThat(newcomers).isEmpty();
    Map<String, float[]> alone = new HashMap<>(forecasts);
    run(DATA, 100, FROM);
    assertThat(newcomers).hasSize(2 * (800 - FROM));
    assertThat(forecasts).hasSameSizeAs(alone);
    forecasts.forEach((at, found) -> assertThat(found).as(at).isEqualTo(alone.get(at)));
  }

  @Test
  void everyContenderIsScoredOnTheSameFirstOrigins() throws InterruptedException {
    Newcomers found = run(DATA, 0, FROM).newcomers().orElseThrow();
    assertThat(found.places()).containsExactly(0, 1, 2);
    assertThat(found.origins(0, 1)).isEqualTo(2 * 10);
    assertThat(found.origins(1, 1)).isEqualTo(2 * 100);
    assertThat(found.origins(2, 0)).as("the file ends first").isEqualTo(2 * (800 - FROM - 1));
    double sum = 0;
    for (int series = 0; series < 2; series++) {
      for (int origin = FROM; origin < FROM + 10; origin++) {
        for (int step = 1; step <= 6; step++) {
          double error = DATA.value(series, origin + step) - DATA.value(series, origin);
          sum += error * error;
        }
      }
    }
    assertThat(found.figures(Contender.PERSISTENCE, 0, 1).get(Measure.MSE))
        .isCloseTo(sum / (2 * 10 * 6), within(1e-9));
  }

  @Test
  void theLeadOfTheSeriesThatWasThereShrinks() throws InterruptedException {
    Newcomers found = run(DATA, 0, FROM).newcomers().orElseThrow();
    assertThat(lag(found, 0)).isGreaterThan(lag(found, 1));
    assertThat(lag(found, 1)).isGreaterThan(lag(found, 2));
    assertThat(lag(found, 2)).isGreaterThan(1);
  }

  private static double lag(Newcomers found, int records) {
    return found.figures(Contender.NEWCOMER, records, 1).get(Measure.MSE)
        / found.figures(Contender.FROM_THE_START, records, 1).get(Measure.MSE);
  }

  @Test
  void aMissingValueIsNoRecord() throws InterruptedException {
    double[] values = new double[800];
    for (int row = 0; row < 800; row++) {
      values[row] = row >= FROM && row < FROM + 20 ? Double.NaN : DATA.value(0, row);
    }
    Newcomers found = run(BacktestSample.single(values), 0, FROM).newcomers().orElseThrow();
    assertThat(found.origins(0, 0)).isEqualTo(10);
    assertThat(found.origins(2, 0)).isEqualTo(800 - FROM - 20 - 1);
    assertThat(newcomers).doesNotContainKey("0@" + FROM * TestSeries.HOUR);
  }

  @Test
  void aRowThatIsNotScoredIsRefused() {
    for (int row : new int[] {299, 800}) {
      assertThatThrownBy(() -> run(DATA, 0, row))
          .isInstanceOf(UnusableDataException.class)
          .hasMessageContainingAll("row " + row, "from 300 to 799", "0 for none");
    }
  }

  @Test
  void jsonTableAndPageTellThem() throws Exception {
    Results results = run(DATA, 0, FROM);
    StringWriter text = new StringWriter();
    JsonReport.write(List.of(results), Map.of(), text);
    JsonNode entries = new ObjectMapper().readTree(text.toString()).get("newcomers");
    assertThat(entries).hasSize(3 * 2 * 3 * 3);
    JsonNode first = entries.get(0);
    assertThat(first.get("method").asText()).isEqualTo("newcomer");
    assertThat(first.get("records").asInt()).isEqualTo(10);
    assertThat(first.get("origins").asInt()).isEqualTo(20);
    assertThat(first.get("standardisedMse").isNumber()).isTrue();
    assertThat(TextTable.of(results)).contains("in row 500 (1970-01-21 20:00)", "1..1000");
    StringWriter page = new StringWriter();
    HtmlReport.write(List.of(results), Map.of(), page);
    assertThat(page.toString()).contains("<h3>New series</h3>").doesNotContain("NaN");
  }
}
