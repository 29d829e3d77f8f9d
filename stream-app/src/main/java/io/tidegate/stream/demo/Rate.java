package io.tidegate.stream.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a total has been growing over the last seconds. One thread. */
final class Rate {
  private static final long WINDOW_NANOS = 5_000_000_000L;

  private record Sample(long nanos, long total) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /** Takes the total as it is now; returns its growth per second. */
  double perSecond(long total, long nanos) {
    samples.addLast(new Sample(nanos, total));
    while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW_NANOS) {
      samples.removeFirst();
    }
    Sample first = samples.getFirst();
    return nanos == first.nanos() ? 0 : (total - first.total()) * 1e9 / (nanos - first.nanos());
  }
}
