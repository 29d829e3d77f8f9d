package io.tidegate.stream.view;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * Errors of every series before and after it changed its version, from the accuracy reports that
 * are of one version alone: the last {@link #REPORTS} before and the first as many after. Bounded:
 * so many series (the one that was silent longest makes room), {@link #CHANGES} changes of each.
 * Not thread-safe.
 */
final class SwapErrors {
  /** Reports on each side of a change: a week, where a report is a day's, as many seasons are. */
  static final int REPORTS = 7;

  /** Newest changes of a series that are kept. */
  static final int CHANGES = 4;

  private final int seriesLimit;
  private final Map<String, One> series = new LinkedHashMap<>();

  SwapErrors(int seriesLimit) {
    this.seriesLimit = seriesLimit;
  }

  /** A change of the version; {@code offset} is that of the first report under the later one. */
  private static final class Change {
    private final long offset;
    private final long version;
    private final GroupSums before = new GroupSums();
    private final GroupSums after = new GroupSums();
    private int reports;

    Change(ErrorReport first, Iterable<GroupSums> before) {
      offset = first.offset();
      version = first.version();
      before.forEach(this.before::add);
    }
  }

  private static final class One {
    private final Deque<Change> changes = new ArrayDeque<>();

    /** Of the version in use, newest last. */
    private final Deque<GroupSums> recent = new ArrayDeque<>();

    private ErrorReport newest;

    void add(ErrorReport report) {
      // An offset that is not newer than the newest means that the series was processed anew.
      if (newest != null
          && (report.partition() != newest.partition() || report.offset() <= newest.offset())) {
        changes.clear();
        recent.clear();
        newest = null;
      }
      if (newest != null && newest.version() != report.version()) {
        changes.addLast(new Change(report, recent));
        recent.clear();
        if (changes.size() > CHANGES) {
          changes.removeFirst();
        }
      }
      newest = report;
      if (report.pure()) {
        take(report.sums());
      }
    }

    private void take(GroupSums sums) {
      recent.addLast(sums);
      if (recent.size() > REPORTS) {
        recent.removeFirst();
      }
      Change change = changes.peekLast();
      if (change != null && change.reports < REPORTS) {
        change.after.add(sums);
        change.reports++;
      }
    }
  }

  void remove(String key) {
    series.remove(key);
  }

  void add(String key, ErrorReport report) {
    One one = series.remove(key);
    if (one == null) {
      one = new One();
      if (series.size() == seriesLimit) {
        series.remove(series.keySet().iterator().next());
      }
    }
    series.put(key, one);
    one.add(report);
  }

  /**
   * Errors after a swap relative to those before; empty while no series has both.
   *
   * @param partition whose series
   * @param version that took over
   * @param during whether an offset lies between the swap and the partition's next one
   */
  Optional<ErrorRatio> ratio(int partition, long version, LongPredicate during) {
    RatioSum sum = new RatioSum();
    for (One one : series.values()) {
      if (one.newest.partition() == partition) {
        for (Change change : one.changes) {
          if (change.version == version && during.test(change.offset)) {
            sum.add(change.after, change.before);
          }
        }
      }
    }
    return sum.ratio();
  }
}
