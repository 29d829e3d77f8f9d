package io.tidegate.stream.verify;

import io.tidegate.schema.ForecastEvent;
import java.util.List;
import java.util.TreeMap;

/**
 * Scores the recorded and the replayed forecasts of one series on the same actuals: each forecast
 * carries the observation that it follows, and is scored once that of a later slot comes. Holds the
 * forecasts of one horizon. Used by one thread.
 */
final class SeriesTrack {
  private final int[] steps;
  private final ErrorSums[] recorded;
  private final ErrorSums[] replayed;
  private final TreeMap<Long, Pair> waiting = new TreeMap<>();
  private long slot = Long.MIN_VALUE;
  private double value;
  private double changes;
  private long changeCount;

  private record Pair(List<Outlook> recorded, List<Outlook> replayed) {
    int steps() {
      return Math.min(recorded.size(), replayed.size());
    }
  }

  /**
   * @param steps the steps ahead that are scored, ascending
   */
  SeriesTrack(int[] steps) {
    this.steps = steps;
    this.recorded = sums(steps.length);
    this.replayed = sums(steps.length);
  }

  private static ErrorSums[] sums(int count) {
    ErrorSums[] sums = new ErrorSums[count];
    for (int i = 0; i < count; i++) {
      sums[i] = new ErrorSums();
    }
    return sums;
  }

  /**
   * Takes the forecast of the next accepted observation.
   *
   * @param there the recorded one, or null where it does not count
   */
  void take(ForecastEvent here, ForecastEvent there) {
    if (here.getStepMillis() == 0) {
      return; // Without a step there is no telling which observation a forecast is about.
    }
    long now = Math.floorDiv(here.getOrigin().toEpochMilli(), here.getStepMillis());
    score(now, here.getValue());
    if (now == slot + 1) {
      changes += Math.abs(here.getValue() - value);
      changeCount++;
    }
    slot = now;
    value = here.getValue();
    waiting.headMap(now - steps[steps.length - 1], true).clear();
    if (there != null) {
      waiting.put(now, new Pair(Outlook.of(there, steps), Outlook.of(here, steps)));
    }
  }

  private void score(long now, double actual) {
    for (int i = 0; i < steps.length; i++) {
      Pair pair = waiting.get(now - steps[i]);
      if (pair != null && i < pair.steps()) {
        recorded[i].add(pair.recorded().get(i), actual);
        replayed[i].add(pair.replayed().get(i), actual);
      }
    }
  }

  /** The series' mean absolute change from one slot to the next; 0 where it never changed. */
  double scale() {
    return changeCount == 0 ? 0 : changes / changeCount;
  }

  ErrorSums recorded(int step) {
    return recorded[step];
  }

  ErrorSums replayed(int step) {
    return replayed[step];
  }
}
