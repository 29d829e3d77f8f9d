package io.tidegate.trainer.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.forecast.Forecast;
import io.tidegate.trainer.fit.FitRunner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The same backtest twice, once with every value after one origin changed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeakTest {
  private static final int ORIGIN = 500;
  private static final int NEWCOMER = 440;

  private final List<Integer> promotions = new ArrayList<>();
  private Map<String, float[]> forecasts;
  private Map<String, float[]> afterChange;
  private Results results;
  private Results changed;

  @BeforeAll
  void run() throws InterruptedException {
    DataSet data = BacktestSample.waves(3, 700);
    forecasts = new HashMap<>();
    results = run(data, forecasts);
    afterChange = new HashMap<>();
    changed = run(BacktestSample.changedAfter(data, ORIGIN), afterChange);
  }

  private Results run(DataSet data, Map<String, float[]> into) throws InterruptedException {
    Listener listener =
        new Listener() {
          @Override
          public void forecast(int series, int row, Forecast forecast) {
            into.put(series + "@" + row, forecast.quantileDifferences());
          }

          @Override
          public void newcomerForecast(int series, int row, Forecast forecast) {
            into.put("newcomer " + series + "@" + row, forecast.quantileDifferences());
          }

          @Override
          public void retrained(Retrained retrained) {
            if (retrained.promoted()) {
              promotions.add(retrained.row());
            }
          }
        };
    Setup setup = BacktestSample.setup(data, 300, 100, NEWCOMER);
    return new Backtest(setup, FitRunner.HERE, listener).run();
  }

  @Test
  void weightsChangeBeforeAndAfterTheOrigin() {
    assertThat(promotions).anyMatch(row -> row > 400 && row <= ORIGIN);
    assertThat(promotions).anyMatch(row -> row > ORIGIN);
  }

  @Test
  void noForecastUpToAnOriginKnowsAnyValueAfterIt() {
    for (int series = 0; series < 3; series++) {
      for (int row = 400; row <= ORIGIN; row++) {
        String at = series + "@" + row;
        assertThat(Arrays.equals(forecasts.get(at), afterChange.get(at))).as(at).isTrue();
      }
    }
  }

  @Test
  void noForecastOfANewcomerDoesEither() {
    for (int row = NEWCOMER; row <= ORIGIN; row++) {
      String at = "newcomer 2@" + row;
      assertThat(forecasts.get(at)).as(at).isNotNull().isEqualTo(afterChange.get(at));
    }
  }

  @Test
  void everyForecastAfterItDoes() {
    for (int row = ORIGIN + 1; row < 700; row++) {
      for (String at : new String[] {"0@" + row, "newcomer 0@" + row}) {
        assertThat(Arrays.equals(forecasts.get(at), afterChange.get(at))).as(at).isFalse();
      }
    }
  }

  @Test
  void noBaselineKnowsAnyValueAfterItsOrigin() {
    for (Method method : Method.values()) {
      for (int row = 400 + 6; row <= ORIGIN + 6; row++) {
        double expected = results.tracks().get(1).ledger(method).trace(1).point(row);
        double found = changed.tracks().get(1).ledger(method).trace(1).point(row);
        assertThat(Double.doubleToLongBits(found))
            .as(method + " for row " + row)
            .isEqualTo(Double.doubleToLongBits(expected));
        assertThat(expected).isFinite();
      }
    }
  }

  @Test
  void theSameDataAndSeedGiveTheSameBits() throws InterruptedException {
    Map<String, float[]> again = new HashMap<>();
    run(BacktestSample.waves(3, 700), again);
    assertThat(again).hasSameSizeAs(forecasts);
    again.forEach((at, found) -> assertThat(found).as(at).isEqualTo(forecasts.get(at)));
  }
}
