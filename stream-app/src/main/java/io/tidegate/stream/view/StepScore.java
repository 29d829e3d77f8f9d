package io.tidegate.stream.view;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Errors at one step of the horizon, all over the same pairs of forecast and actual. Where at least
 * half of the pairs know the value one season before, only those are scored; else all are, and the
 * seasonal naive forecast has no score. The unit is said by whoever hands it out.
 *
 * @param step steps ahead
 * @param pairs number of pairs scored
 * @param forecast errors of the forecasts
 * @param persistence errors of "as it was at the origin"
 * @param seasonal errors of "as it was one day before"; empty while too few pairs know a season
 */
public record StepScore(
    int step, int pairs, Measure forecast, Measure persistence, Optional<Measure> seasonal) {

  /** Scores in the unit of the pairs; empty if there are none. */
  static Optional<StepScore> of(int step, List<MaturedPair> matured) {
    List<MaturedPair> pairs = comparable(matured);
    if (pairs.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new StepScore(
            step,
            pairs.size(),
            measure(pairs, MaturedPair::forecast),
            measure(pairs, MaturedPair::persistence),
            seasonal(pairs)));
  }

  /** The pairs to score: those that know a season, if they are at least half. */
  static List<MaturedPair> comparable(List<MaturedPair> matured) {
    List<MaturedPair> seasoned = matured.stream().filter(MaturedPair::knowsSeason).toList();
    return 2 * seasoned.size() >= matured.size() ? seasoned : matured;
  }

  private static Optional<Measure> seasonal(Collection<MaturedPair> pairs) {
    return pairs.stream().allMatch(MaturedPair::knowsSeason)
        ? Optional.of(measure(pairs, MaturedPair::seasonal))
        : Optional.empty();
  }

  static Measure measure(Collection<MaturedPair> pairs, ToDoubleFunction<MaturedPair> error) {
    double absolute = 0;
    double squared = 0;
    for (MaturedPair pair : pairs) {
      double e = error.applyAsDouble(pair);
      absolute += e;
      squared += e * e;
    }
    return new Measure(absolute / pairs.size(), Math.sqrt(squared / pairs.size()));
  }
}
