package io.tidegate.stream.replay;

import io.tidegate.stream.replay.CsvObservations.ReadRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The rows of a file in their order, and those that lie at most so many times ahead. Rows of one
 * time that follow each other are as far ahead as the first of them, so that it does not matter
 * whether a row holds all series or one. One thread.
 */
final class LookAhead {
  private record Placed(ReadRow row, long place) {}

  private final CsvObservations rows;
  private final int reach;

  /** Read and not yet returned by {@link #next}. */
  private final Deque<Placed> waiting = new ArrayDeque<>();

  /** Read and not yet returned by {@link #ahead}. */
  private final Deque<Placed> unseen = new ArrayDeque<>();

  private long place;
  private long lastPlace;
  private long lastTime = Long.MIN_VALUE;

  /**
   * @param reach how many times ahead; 0 reads no row before its turn
   */
  LookAhead(CsvObservations rows, int reach) {
    this.rows = rows;
    this.reach = reach;
  }

  /** The next row, or null after the last. */
  ReadRow next() {
    if (waiting.isEmpty() && !read()) {
      return null;
    }
    Placed next = waiting.remove();
    place = next.place();
    return next.row();
  }

  /** The rows ahead of the newest of {@link #next} that are in reach for the first time. */
  List<ReadRow> ahead() {
    if (reach == 0) {
      return List.of();
    }
    long end = place + reach;
    boolean more = true;
    while (more && lastPlace <= end) {
      more = read();
    }
    List<ReadRow> ahead = new ArrayList<>();
    while (!unseen.isEmpty() && unseen.element().place() <= end) {
      Placed placed = unseen.remove();
      if (placed.place() > place) {
        ahead.add(placed.row());
      }
    }
    return ahead;
  }

  private boolean read() {
    ReadRow row = rows.next();
    if (row == null) {
      return false;
    }
    if (row.hasTime() && row.time() != lastTime) {
      lastTime = row.time();
      lastPlace++;
    }
    Placed placed = new Placed(row, lastPlace);
    waiting.add(placed);
    if (reach > 0 && row.hasTime()) {
      unseen.add(placed);
    }
    return true;
  }
}
