package io.tidegate.stream.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** When each record of a topic was due, by partition and offset. Written by one thread. */
final class SentTimes {
  /** No time. */
  static final long NONE = Long.MIN_VALUE;

  private static final int FIRST = 1 << 16;

  private final Map<Integer, Times> partitions = new HashMap<>();

  private static final class Times {
    private final long first;
    private long[] nanos = new long[FIRST];

    Times(long first) {
      this.first = first;
      Arrays.fill(nanos, NONE);
    }
  }

  /** The record at {@code offset} was due then; the first of a partition has the least offset. */
  void sent(int partition, long offset, long nanos) {
    Times times = partitions.computeIfAbsent(partition, one -> new Times(offset));
    int at = (int) (offset - times.first);
    if (at >= times.nanos.length) {
      int before = times.nanos.length;
      times.nanos = Arrays.copyOf(times.nanos, Math.max(at + 1, before * 2));
      Arrays.fill(times.nanos, before, times.nanos.length, NONE);
    }
    times.nanos[at] = nanos;
  }

  /** By {@link System#nanoTime}; {@link #NONE} for a record that is not known. */
  long of(int partition, long offset) {
    Times times = partitions.get(partition);
    long at = times == null ? -1 : offset - times.first;
    return at < 0 || at >= times.nanos.length ? NONE : times.nanos[(int) at];
  }
}
