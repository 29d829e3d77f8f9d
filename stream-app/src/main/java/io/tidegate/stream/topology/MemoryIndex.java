package io.tidegate.stream.topology;

import java.util.List;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;

/** The index in memory, for a replay. */
final class MemoryIndex implements DueIndex {
  private final TreeSet<Bytes> keys = new TreeSet<>();

  @Override
  public void add(Bytes key) {
    keys.add(key);
  }

  @Override
  public void remove(Bytes key) {
    keys.remove(key);
  }

  @Override
  public List<Bytes> lowest(Bytes from, int most) {
    return keys.tailSet(from, true).stream().limit(most).toList();
  }
}
