package io.tidegate.trainer.gate;

import io.tidegate.trainer.window.SeriesSample;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Puts one report of each series together into a round. A series' n-th report belongs to round n,
 * or to the oldest round that is still open if that is later: so it does not matter in which order
 * partitions are read. At most {@value #SERIES} series, chosen by a hash of their key. One thread.
 */
final class Rounds {
  private static final int SERIES = 1_024;

  /** So many rounds may have begun while the oldest waits for a series. */
  private static final int PATIENCE = 2;

  /** So many rounds are open at most, whether or not {@link #next} was called. */
  private static final int MOST_OPEN = 4_096;

  private final SeriesSample sample = new SeriesSample(SERIES, 0);
  private final Map<String, Long> newest = new HashMap<>();
  private final ArrayDeque<Round> open = new ArrayDeque<>();
  private long oldest;

  private static final class Round {
    double sum;
    int reports;
  }

  /** How many series there are. */
  int series() {
    return newest.size();
  }

  /** Whether {@link #next} should be called, however much is to come. */
  boolean isFull() {
    return open.size() > MOST_OPEN;
  }

  /** Takes a report; false if its series is left out. */
  boolean add(String series, double advantage) {
    if (!sample.holds(series, newest::remove)) {
      return false;
    }
    long index = Math.max(newest.getOrDefault(series, -1L) + 1, oldest);
    newest.put(series, index);
    Round round = at((int) (index - oldest));
    round.sum += advantage;
    round.reports++;
    return true;
  }

  private Round at(int position) {
    while (open.size() <= position) {
      open.addLast(new Round());
    }
    if (position == open.size() - 1) {
      return open.getLast();
    }
    Iterator<Round> rounds = open.iterator();
    for (int i = 0; i < position; i++) {
      rounds.next();
    }
    return rounds.next();
  }

  /** Closes the oldest round if it has waited for all of its series; the mean of its reports. */
  OptionalDouble next() {
    boolean over =
        open.size() > PATIENCE || (open.size() == PATIENCE && open.getFirst().reports >= series());
    if (!over) {
      return OptionalDouble.empty();
    }
    oldest++;
    Round round = open.removeFirst();
    return OptionalDouble.of(round.sum / round.reports);
  }
}
