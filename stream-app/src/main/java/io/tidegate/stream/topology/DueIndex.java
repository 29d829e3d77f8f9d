package io.tidegate.stream.topology;

import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/** A sorted set of keys, as {@link Deadlines} needs it. Used by one thread. */
interface DueIndex {
  void add(Bytes key);

  void remove(Bytes key);

  /**
   * The lowest keys.
   *
   * @param from the lowest that may be among them
   * @param most how many of them
   * @return in ascending order of their bytes, unsigned
   */
  List<Bytes> lowest(Bytes from, int most);
}
