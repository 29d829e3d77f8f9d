package io.tidegate.trainer.window;

import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.series.SeriesSettings;
import io.tidegate.trainer.fit.SeriesData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * The observations that training may use: at most so many of a series, at most so many series
 * ({@link SeriesSample}). One thread.
 */
public final class TrainingWindow {
  private final int mostRows;
  private final SeriesSample sample;
  private final Map<String, SeriesWindow> series = new HashMap<>();

  /** An empty window with its bounds. */
  public TrainingWindow(int mostRows, int mostSeries, long seed) {
    this.mostRows = mostRows;
    this.sample = new SeriesSample(mostSeries, seed);
  }

  /** Takes one observation; those of one series must come in the order of their offsets. */
  public void add(String key, int partition, Observation observation) {
    if (sample.holds(key, series::remove)) {
      series.computeIfAbsent(key, added -> new SeriesWindow(partition, mostRows)).add(observation);
    }
  }

  /** Number of series held. */
  public int size() {
    return series.size();
  }

  /** Earliest event time held, milliseconds since the epoch; the largest number: none. */
  public long earliest() {
    return times().min().orElse(Long.MAX_VALUE);
  }

  /** Latest event time held, milliseconds since the epoch; the smallest number: none. */
  public long latest() {
    return times().max().orElse(Long.MIN_VALUE);
  }

  private LongStream times() {
    return series.values().stream().flatMapToLong(SeriesWindow::times);
  }

  /**
   * What is held, by partition and key.
   *
   * @param settings of a series, by its key
   */
  public List<SeriesData> data(Function<String, SeriesSettings> settings) {
    List<Map.Entry<String, SeriesWindow>> ordered = new ArrayList<>(series.entrySet());
    ordered.sort(
        Comparator.<Map.Entry<String, SeriesWindow>>comparingInt(e -> e.getValue().partition())
            .thenComparing(Map.Entry::getKey));
    List<SeriesData> data = new ArrayList<>();
    for (Map.Entry<String, SeriesWindow> entry : ordered) {
      data.add(
          new SeriesData(
              entry.getKey(), settings.apply(entry.getKey()), entry.getValue().observations()));
    }
    return data;
  }
}
