package io.tidegate.stream.view;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The last {@link Scoreboard#WINDOW} matured pairs of all series at one step, scored without a unit
 * so that series of different units can be added up.
 *
 * <p>Each series' errors are divided by its persistence error over the same pairs, and the ratios
 * are averaged geometrically, weighted by the number of pairs: below 1 is better than persistence.
 * (Davydenko and Fildes, "Measuring forecasting accuracy", International Journal of Forecasting
 * 29(3), 2013: an arithmetic mean of such ratios favours whoever is in the denominator.) Series
 * that stood still have no ratio and are left out; a ratio beyond 100 to 1 counts as 100 to 1. Not
 * thread-safe.
 */
final class OverallWindow {
  private static final double BOUND = Math.log(100);

  private record Entry(String series, MaturedPair pair) {}

  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private final int step;
  private final int limit;

  OverallWindow(int step, int limit) {
    this.step = step;
    this.limit = limit;
  }

  /** Adds a pair of the series of that key. */
  void add(String series, MaturedPair pair) {
    if (entries.size() == limit) {
      entries.removeFirst();
    }
    entries.addLast(new Entry(series, pair));
  }

  /** Scores in units of the persistence error; empty if no series with a ratio has matured. */
  Optional<StepScore> score() {
    boolean seasoned =
        2 * entries.stream().filter(e -> e.pair().knowsSeason()).count() >= entries.size();
    Map<String, List<MaturedPair>> bySeries = new HashMap<>();
    for (Entry entry : entries) {
      if (!seasoned || entry.pair().knowsSeason()) {
        bySeries.computeIfAbsent(entry.series(), s -> new ArrayList<>()).add(entry.pair());
      }
    }
    bySeries.values().removeIf(OverallWindow::stoodStill);
    if (bySeries.isEmpty()) {
      return Optional.empty();
    }
    Collection<List<MaturedPair>> groups = bySeries.values();
    return Optional.of(
        new StepScore(
            step,
            groups.stream().mapToInt(List::size).sum(),
            ratio(groups, MaturedPair::forecast),
            new Measure(1, 1),
            seasoned ? Optional.of(ratio(groups, MaturedPair::seasonal)) : Optional.empty()));
  }

  private static boolean stoodStill(List<MaturedPair> pairs) {
    return pairs.stream().allMatch(pair -> pair.persistence() == 0);
  }

  private static Measure ratio(
      Collection<List<MaturedPair>> groups, ToDoubleFunction<MaturedPair> error) {
    double absolute = 0;
    double squared = 0;
    double weight = 0;
    for (List<MaturedPair> pairs : groups) {
      Measure own = StepScore.measure(pairs, error);
      Measure unit = StepScore.measure(pairs, MaturedPair::persistence);
      absolute += pairs.size() * boundedLog(own.meanAbsolute() / unit.meanAbsolute());
      squared += pairs.size() * boundedLog(own.rootMeanSquare() / unit.rootMeanSquare());
      weight += pairs.size();
    }
    return new Measure(Math.exp(absolute / weight), Math.exp(squared / weight));
  }

  private static double boundedLog(double ratio) {
    return Math.max(-BOUND, Math.min(BOUND, Math.log(ratio)));
  }
}
