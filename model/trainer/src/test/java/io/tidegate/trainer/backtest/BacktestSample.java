package io.tidegate.trainer.backtest;

import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.series.Part;
import io.tidegate.trainer.TestSeries;
import io.tidegate.trainer.sidecar.TrainerSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Backtests small enough for a test. */
final class BacktestSample {
  private static final ModelShape SHAPE = new ModelShape(8, 1, 12, 6, List.of(.05f, .5f, .95f));
  private static final Map<String, String> SETTINGS =
      Map.of(
          "tidegate.trainer.batches.first", "4",
          "tidegate.trainer.batches", "3",
          "tidegate.trainer.lanes", "8",
          "tidegate.trainer.chunk.steps", "24",
          "tidegate.trainer.reject.above", "10");

  private BacktestSample() {}

  static DataSet waves(int count, int rows) {
    List<String> names = new ArrayList<>();
    double[][] values = new double[count][];
    for (int i = 0; i < count; i++) {
      names.add("wave-" + i);
      values[i] =
          TestSeries.wave("wave", rows, 7 + i).observations().stream()
              .mapToDouble(Observation::value)
              .toArray();
    }
    return new DataSet("waves", names, 0, TestSeries.HOUR, values);
  }

  static DataSet changedAfter(DataSet data, int origin) {
    double[][] values = new double[data.series().size()][data.rows()];
    for (int i = 0; i < values.length; i++) {
      for (int row = 0; row < data.rows(); row++) {
        double value = data.value(i, row);
        values[i][row] = row > origin ? 3 * value - 7 * row % 11 : value;
      }
    }
    return new DataSet(data.name(), data.series(), data.time(0), data.stepMillis(), values);
  }

  static DataSet single(double... values) {
    return new DataSet("one", List.of("a"), 0, TestSeries.HOUR, new double[][] {values});
  }

  /** Horizons 1 and 6, 100 rows of validation, no newcomers. */
  static Setup setup(DataSet data, int training, int every) {
    return setup(data, training, every, 0);
  }

  static Setup setup(DataSet data, int training, int every, int newcomer, Part... without) {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put(
        "tidegate.without", Stream.of(without).map(Part::word).collect(Collectors.joining(",")));
    return new Setup(
        data,
        new Parts(training, 100, data.rows() - training - 100),
        List.of(1, 6),
        every,
        newcomer,
        TestSeries.persistence(SHAPE, 3),
        TrainerSettings.load(null, Map.of(), settings));
  }
}
