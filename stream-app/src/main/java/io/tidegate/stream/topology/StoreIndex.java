package io.tidegate.stream.topology;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The index in a store of the partition. */
final class StoreIndex implements DueIndex {
  /** Name of the store. */
  static final String STORE = "deadlines";

  private static final byte[] PRESENT = {1};

  private final KeyValueStore<Bytes, byte[]> store;

  StoreIndex(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  @Override
  public void add(Bytes key) {
    store.put(key, PRESENT);
  }

  @Override
  public void remove(Bytes key) {
    store.delete(key);
  }

  @Override
  public List<Bytes> lowest(Bytes from, int most) {
    List<Bytes> lowest = new ArrayList<>(most);
    try (KeyValueIterator<Bytes, byte[]> found = store.range(from, null)) {
      while (lowest.size() < most && found.hasNext()) {
        KeyValue<Bytes, byte[]> entry = found.next();
        lowest.add(entry.key);
      }
    }
    return lowest;
  }
}
