package io.tidegate.stream.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/**
 * Which series is to be looked at when the partition has come to which event time. Each series is
 * in it once at most, under a time that is never later than it has to be looked at, and mostly much
 * earlier: it moves when it is looked at, not with every record of the series, so that most records
 * cost no write here.
 *
 * <p>A key is the time, 8 bytes big-endian with the sign flipped, then the series' name. Used by
 * one thread.
 */
final class Deadlines {
  private static final long SIGN = Long.MIN_VALUE;

  private final DueIndex index;

  /** No entry is earlier. */
  private long earliest = Long.MIN_VALUE;

  /** Entries may be there already. */
  Deadlines(DueIndex index) {
    this.index = index;
  }

  /** One entry. */
  record Due(long time, String series) {}

  /**
   * Moves a series.
   *
   * @param from the time under which it is, or {@link StoredSeries#NEVER}
   * @param to the time under which it is to be, or {@link StoredSeries#NEVER}
   */
  void move(String series, long from, long to) {
    if (from == to) {
      return;
    }
    if (from != StoredSeries.NEVER) {
      index.remove(key(from, series));
    }
    if (to != StoredSeries.NEVER) {
      index.add(key(to, series));
      earliest = Math.min(earliest, to);
    }
  }

  /** The first entries whose time is before {@code now}; each is to be moved or taken out. */
  List<Due> before(long now, int most) {
    if (earliest >= now) {
      return List.of();
    }
    List<Due> first =
        index.lowest(key(earliest, ""), most + 1).stream().map(Deadlines::read).toList();
    List<Due> due = first.stream().filter(entry -> entry.time() < now).limit(most).toList();
    // The search for the next need not begin before what follows these, nor be made before then.
    earliest = due.size() < first.size() ? first.get(due.size()).time() : StoredSeries.NEVER;
    return due;
  }

  /** The key of a series in the index. */
  static Bytes key(long time, String series) {
    byte[] name = series.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(Long.BYTES + name.length).putLong(time ^ SIGN).put(name).array());
  }

  private static Due read(Bytes key) {
    ByteBuffer in = ByteBuffer.wrap(key.get());
    long time = in.getLong() ^ SIGN;
    return new Due(time, StandardCharsets.UTF_8.decode(in).toString());
  }
}
