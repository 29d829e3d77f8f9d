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

  /** The first entries whose time is before {@code now}. */
  List<Due> before(long now, int most) {
    if (earliest >= now) {
      return List.of();
    }
    List<Due> due =
        index.lowest(key(earliest, ""), key(now, ""), most).stream().map(Deadlines::read).toList();
    // What follows is no earlier than the last of these: the next search need not pass over what
    // was removed before it.
    earliest = due.size() < most ? now : due.get(due.size() - 1).time();
    return due;
  }

  private static Bytes key(long time, String series) {
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
