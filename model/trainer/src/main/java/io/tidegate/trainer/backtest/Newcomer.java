package io.tidegate.trainer.backtest;

import io.tidegate.kernel.forecast.Forecast;
import io.tidegate.kernel.forecast.Forecaster;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A series started a second time, cold, in mid-stream, under the weights that are in use for all.
 * Its first forecasts are scored beside those of the series that was there from the start, and
 * beside persistence, on the same origins; training never sees it. One thread.
 */
final class Newcomer {
  /** Numbers of first origins that are reported. */
  static final List<Integer> RECORDS = List.of(10, 100, 1_000);

  private final DataSet data;
  private final int index;
  private final List<Integer> horizons;
  private final int longest;
  private final LiveSeries live;
  private final Said[] pending;

  /** [records][horizons]. */
  private final Map<Contender, Sums[][]> sums = new EnumMap<>(Contender.class);

  /** [records][horizons]: origins whose actuals are all there. */
  private final int[][] complete;

  private int origins;

  /** What was said at one origin, the n-th. */
  private record Said(int n, Map<Contender, Prediction> by) {}

  /**
   * Starts it.
   *
   * @param levels of the quantiles
   */
  Newcomer(Setup setup, int index, double[] levels) {
    this.data = setup.data();
    this.index = index;
    this.horizons = setup.horizons();
    this.longest = setup.longest();
    this.live = new LiveSeries(setup, index);
    this.pending = new Said[longest + 1];
    this.complete = new int[RECORDS.size()][horizons.size()];
    for (Contender who : Contender.values()) {
      Sums[][] all = new Sums[RECORDS.size()][horizons.size()];
      for (Sums[] row : all) {
        for (int i = 0; i < row.length; i++) {
          row[i] = new Sums(who == Contender.PERSISTENCE ? new double[0] : levels);
        }
      }
      sums.put(who, all);
    }
  }

  /** Takes a row. */
  void observe(Forecaster forecaster, int row) {
    live.observe(forecaster, row);
    mature(row);
  }

  private void mature(int row) {
    for (int i = 0; i < horizons.size(); i++) {
      int origin = row - horizons.get(i);
      Said said = origin < 0 ? null : pending[origin % pending.length];
      for (int records = 0; said != null && records < RECORDS.size(); records++) {
        if (said.n() <= RECORDS.get(records)) {
          complete(said, origin, records, i);
        }
      }
    }
  }

  /** The last step of a horizon has come: all its steps count, with equal weight. */
  private void complete(Said said, int origin, int records, int i) {
    complete[records][i]++;
    for (int step = 1; step <= horizons.get(i); step++) {
      double actual = data.value(index, origin + step);
      if (!Double.isNaN(actual)) {
        for (Contender who : Contender.values()) {
          sums.get(who)[records][i].add(said.by().get(who), step, actual);
        }
      }
    }
  }

  /**
   * Looks ahead from the row just observed; null where it was not taken.
   *
   * @param old what the series that was there from the start says; null for nothing
   * @param persistence what persistence says
   */
  Forecast forecast(Forecaster forecaster, int row, Prediction old, Prediction persistence) {
    Forecast forecast = old == null ? null : live.forecast(forecaster);
    if (forecast == null) {
      pending[row % pending.length] = null;
      return null;
    }
    Map<Contender, Prediction> by = new EnumMap<>(Contender.class);
    by.put(Contender.NEWCOMER, Prediction.of(forecast, longest));
    by.put(Contender.FROM_THE_START, old);
    by.put(Contender.PERSISTENCE, persistence);
    origins++;
    pending[row % pending.length] = new Said(origins, by);
    return forecast;
  }

  /** Over the first {@code RECORDS[records]} origins and the steps 1 to the i-th horizon. */
  Sums sums(Contender who, int records, int i) {
    return sums.get(who)[records][i];
  }

  /** Origins among them whose actuals are all there. */
  int origins(int records, int i) {
    return complete[records][i];
  }
}
