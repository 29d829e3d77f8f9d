package io.tidegate.stream.view;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Errors of the newest challenger beside the champion's, over the same origins and actuals, from
 * the accuracy reports. At most so many series: those that report first. Not thread-safe.
 */
final class TrialErrors {
  private final int seriesLimit;
  private final Map<String, One> series = new HashMap<>();
  private long challenger;
  private long decided = Long.MIN_VALUE;

  TrialErrors(int seriesLimit) {
    this.seriesLimit = seriesLimit;
  }

  private static final class One {
    private final GroupSums champion = new GroupSums();
    private final GroupSums challenger = new GroupSums();
    private long offset = -1;
  }

  void remove(String key) {
    series.remove(key);
  }

  void add(String key, ErrorReport report) {
    ErrorReport.Pair pair = report.pair().orElse(null);
    if (pair == null || pair.decided() < decided) {
      return;
    }
    if (pair.decided() > decided || pair.challenger() != challenger) {
      series.clear();
      decided = pair.decided();
      challenger = pair.challenger();
    }
    One one = series.get(key);
    // A report that is not newer than the newest was read before.
    if (one == null ? series.size() == seriesLimit : report.offset() <= one.offset) {
      return;
    }
    one = series.computeIfAbsent(key, k -> new One());
    one.offset = report.offset();
    one.champion.add(pair.champion());
    one.challenger.add(pair.ofChallenger());
  }

  /** The trial whose reports came last; empty before any. */
  Optional<Trial> newest() {
    RatioSum sum = new RatioSum();
    series.values().forEach(one -> sum.add(one.challenger, one.champion));
    return sum.ratio().map(errors -> new Trial(challenger, decided, errors));
  }
}
