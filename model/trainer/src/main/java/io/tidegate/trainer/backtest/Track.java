package io.tidegate.trainer.backtest;

import io.tidegate.kernel.forecast.Forecast;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.Observation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One series on its way through kernel and baselines. One thread. */
final class Track {
  private final DataSet data;
  private final int index;
  private final int longest;
  private final Yardstick yardstick;
  private final LiveSeries live;
  private final Map<Method, Baseline> baselines = new EnumMap<>(Method.class);
  private final Map<Method, Ledger> ledgers = new EnumMap<>(Method.class);
  private final double[] levels;
  private final int newcomerFrom;

  /** Null for none. */
  private final Newcomer newcomer;

  private double newest;

  Track(Setup setup, int index) {
    this.data = setup.data();
    this.index = index;
    this.longest = setup.longest();
    this.yardstick = Yardstick.of(data, index, setup.parts().training());
    this.live = new LiveSeries(setup, index);
    this.levels = setup.first().shape().levels().stream().mapToDouble(Track::level).toArray();
    this.newcomerFrom = setup.newcomer();
    this.newcomer = newcomerFrom == 0 ? null : new Newcomer(setup, index, levels);
    baselines.put(Method.PERSISTENCE, new Persistence());
    baselines.put(Method.SEASONAL_NAIVE, new SeasonalNaive(data.season()));
    baselines.put(
        Method.ONLINE_RIDGE, new OnlineRidge(longest, yardstick.mean(), yardstick.deviation()));
    for (Method method : Method.values()) {
      double[] said = method == Method.TIDEGATE ? levels : new double[0];
      ledgers.put(method, new Ledger(setup, index, yardstick, said));
    }
    newest = yardstick.mean();
  }

  /** A level as it was meant, not as float32 rounds it. */
  private static double level(float level) {
    return Double.parseDouble(Float.toString(level));
  }

  /** The observation of a row as training sees it; null where the value is missing. */
  Observation observation(int row) {
    double value = data.value(index, row);
    return Double.isNaN(value) ? null : new Observation(row, data.time(row), value);
  }

  /** Takes a row; a missing value stays the newest one for the baselines. */
  void observe(Forecaster forecaster, int row) {
    double value = data.value(index, row);
    newest = Double.isNaN(value) ? newest : value;
    live.observe(forecaster, row);
    baselines.values().forEach(baseline -> baseline.observe(newest));
    ledgers.values().forEach(ledger -> ledger.mature(row));
    if (newcomer != null && row >= newcomerFrom) {
      newcomer.observe(forecaster, row);
    }
  }

  /** Looks ahead from the row just observed; null where it was not taken. */
  Forecast forecast(Forecaster forecaster, int row) {
    Forecast forecast = live.forecast(forecaster);
    if (forecast == null) {
      ledgers.values().forEach(ledger -> ledger.issue(row, null));
      return null;
    }
    ledgers.get(Method.TIDEGATE).issue(row, Prediction.of(forecast, longest));
    baselines.forEach(
        (method, baseline) ->
            ledgers.get(method).issue(row, new Prediction(baseline.points(longest))));
    return forecast;
  }

  /** The newcomer's forecast from the same row, once the other was made; null for none. */
  Forecast newcomerForecast(Forecaster forecaster, int row) {
    if (newcomer == null || row < newcomerFrom) {
      return null;
    }
    Prediction old = ledger(Method.TIDEGATE).at(row);
    return newcomer.forecast(forecaster, row, old, ledger(Method.PERSISTENCE).at(row));
  }

  /** The series that was started anew; null for none. */
  Newcomer newcomer() {
    return newcomer;
  }

  String name() {
    return data.series().get(index);
  }

  Yardstick yardstick() {
    return yardstick;
  }

  Ledger ledger(Method method) {
    return ledgers.get(method);
  }

  List<Double> levels() {
    List<Double> list = new ArrayList<>();
    for (double level : levels) {
      list.add(level);
    }
    return list;
  }
}
