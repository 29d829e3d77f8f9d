package io.tidegate.trainer.window;

import io.tidegate.kernel.forecast.Observation;
import io.tidegate.trainer.fit.SeriesData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * The observations that training may use: at most so many of a series, at most so many series.
 * Which series stay is decided by a hash of seed and key, the lowest ones stay, so that it depends
 * on which series there are and not on which came first. One thread.
 */
public final class TrainingWindow {
  private final int mostRows;
  private final int mostSeries;
  private final long seed;
  private final Map<String, SeriesWindow> series = new HashMap<>();

  /** The keys of the series that are held, by their rank. */
  private final TreeMap<Rank, String> ranks = new TreeMap<>();

  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;

  private record Rank(long hash, String key) implements Comparable<Rank> {
    private static final Comparator<Rank> ORDER =
        Comparator.comparingLong(Rank::hash).thenComparing(Rank::key);

    @Override
    public int compareTo(Rank other) {
      return ORDER.compare(this, other);
    }
  }

  /** An empty window with its bounds. */
  public TrainingWindow(int mostRows, int mostSeries, long seed) {
    this.mostRows = mostRows;
    this.mostSeries = mostSeries;
    this.seed = seed;
  }

  /** Takes one observation; those of one series must come in the order of their offsets. */
  public void add(String key, int partition, Observation observation) {
    SeriesWindow window = series.get(key);
    if (window == null) {
      window = admit(key, partition);
    }
    if (window != null) {
      window.add(observation);
      earliest = Math.min(earliest, observation.time());
      latest = Math.max(latest, observation.time());
    }
  }

  private SeriesWindow admit(String key, int partition) {
    Rank rank = new Rank(hash(key), key);
    if (ranks.size() == mostSeries && ranks.lastKey().compareTo(rank) < 0) {
      return null;
    }
    ranks.put(rank, key);
    SeriesWindow window = new SeriesWindow(partition, mostRows);
    series.put(key, window);
    if (ranks.size() > mostSeries) {
      series.remove(ranks.pollLastEntry().getValue());
    }
    return window;
  }

  /** FNV-1a over the seed and the key, its bits then mixed as SplitMix64 does. */
  private long hash(String key) {
    long hash = 0xcbf29ce484222325L ^ seed;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }

  /** Number of series held. */
  public int size() {
    return series.size();
  }

  /** Earliest event time taken, milliseconds since the epoch. */
  public long earliest() {
    return earliest;
  }

  /** Latest event time taken, milliseconds since the epoch. */
  public long latest() {
    return latest;
  }

  /**
   * What is held, by partition and key.
   *
   * @param stepMillis sampling interval of a series by its key; 0 to find it
   */
  public List<SeriesData> data(ToLongFunction<String> stepMillis) {
    List<Map.Entry<String, SeriesWindow>> ordered = new ArrayList<>(series.entrySet());
    ordered.sort(
        Comparator.<Map.Entry<String, SeriesWindow>>comparingInt(e -> e.getValue().partition())
            .thenComparing(Map.Entry::getKey));
    List<SeriesData> data = new ArrayList<>();
    for (Map.Entry<String, SeriesWindow> entry : ordered) {
      data.add(
          new SeriesData(
              entry.getKey(),
              stepMillis.applyAsLong(entry.getKey()),
              entry.getValue().observations()));
    }
    return data;
  }
}
