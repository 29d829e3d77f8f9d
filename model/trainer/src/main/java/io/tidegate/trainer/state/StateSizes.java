package io.tidegate.trainer.state;

import io.tidegate.kernel.forecast.CountReason;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.ForecasterSettings;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.forecast.Verdicts;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.model.Size;
import io.tidegate.kernel.series.SeriesSettings;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.kernel.series.StateCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;

/**
 * What is kept for one series, in bytes by part, once it has lived through some weeks. The same on
 * every machine. One thread.
 */
public final class StateSizes {
  private static final long MINUTE = 60_000;
  private static final long DAY = 24 * 60 * MINUTE;
  private static final int DAYS = 30;

  /** Rows of a season beyond which it counts as that long. */
  private static final int MOST_SEASON = 144;

  private static final int MOST_EVERY = 12;

  /** Rows of a day of the series that are shown: hourly, 15-minute, 10-minute. */
  private static final List<Long> STEPS = List.of(60 * MINUTE, 15 * MINUTE, 10 * MINUTE);

  private StateSizes() {}

  /** The table of one size, for the terminal. */
  public static String table(Size size) {
    Map<String, Map<String, Integer>> columns = new LinkedHashMap<>();
    for (long step : STEPS) {
      long minutes = step / MINUTE;
      columns.put(minutes + " min", of(size, step, row -> true));
      columns.put(minutes + " min, gaps", worst(size, step));
    }
    StringBuilder text = new StringBuilder();
    text.append(
        """
        Bytes of a series' state, size %s, the most of any row of %d days: without a missing value,
        and with the worst of %d patterns of gaps: one value in every 2 to %d rows, in step with the
        day or not. The newest forecasts whose actual is missing wait for it during the grace.
        """
            .formatted(size.word(), DAYS, 2 * (MOST_EVERY - 1), MOST_EVERY));
    text.append("%-18s".formatted("part"));
    columns.keySet().forEach(name -> text.append("%14s".formatted(name)));
    text.append('\n');
    List<String> parts = new ArrayList<>(columns.values().iterator().next().keySet());
    for (String part : parts) {
      line(text, part, columns.values().stream().map(column -> column.get(part)).toList());
    }
    line(text, "all", columns.values().stream().map(StateSizes::sum).toList());
    return text.toString();
  }

  /** The largest state of all patterns of gaps. */
  static Map<String, Integer> worst(Size size, long step) {
    long season = Math.min(MOST_SEASON, DAY / step);
    Map<String, Integer> worst = Map.of();
    for (int every = 2; every <= MOST_EVERY; every++) {
      long k = every;
      worst = larger(worst, of(size, step, row -> row % k == 0));
      worst = larger(worst, of(size, step, row -> (row + row / season) % k == 0));
    }
    return worst;
  }

  private static Map<String, Integer> larger(Map<String, Integer> one, Map<String, Integer> other) {
    return sum(other) > sum(one) ? other : one;
  }

  private static void line(StringBuilder text, String name, List<Integer> bytes) {
    text.append("%-18s".formatted(name));
    bytes.forEach(one -> text.append(String.format(Locale.ROOT, "%,14d", one)));
    text.append('\n');
  }

  private static int sum(Map<String, Integer> sizes) {
    return sizes.values().stream().mapToInt(bytes -> bytes).sum();
  }

  /**
   * The parts of the largest state that a series of {@code step} milliseconds came to.
   *
   * @param there whether a row has a value
   */
  static Map<String, Integer> of(Size size, long step, LongPredicate there) {
    Forecaster forecaster =
        new Forecaster(
            ShippedModel.VERSION, ShippedModel.load(size), ForecasterSettings.defaults());
    SeriesState state =
        SeriesState.start(new SeriesSettings(step, SeriesSettings.AUTO, false, size));
    SplittableRandom random = new SplittableRandom(1);
    Map<String, Integer> largest = Map.of();
    for (long row = 0; row < DAYS * DAY / step; row++) {
      double day = Math.sin(2 * Math.PI * row * step / DAY);
      double value = 50 + 10 * day + random.nextGaussian();
      if (there.test(row)) {
        forecaster.observe(state, new Observation(row, row * step, value), IGNORED);
        Map<String, Integer> sizes = StateCodec.sizes(state);
        largest = larger(largest, sizes);
      }
    }
    return largest;
  }

  private static final Verdicts IGNORED =
      new Verdicts() {
        @Override
        public void accepted(Observation observation) {}

        @Override
        public void counted(Observation observation, CountReason reason) {}

        @Override
        public void parked(Observation observation) {}

        @Override
        public void refused(Observation observation, String reason) {}
      };
}
