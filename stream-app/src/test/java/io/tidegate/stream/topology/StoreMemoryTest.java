package io.tidegate.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class StoreMemoryTest {
  private static final long MEMORY = 32L << 20;
  private static final int VALUE_BYTES = 8 << 10;

  @TempDir Path directory;

  /** A database as Kafka Streams opens one for a store of a partition. */
  private final class Store implements AutoCloseable {
    private final StoreMemory.Setter setter = new StoreMemory.Setter();
    private final Options options = new Options();
    private final RocksDB database;
    private final Random random = new Random(5);

    Store(StoreMemory memory, int number) throws RocksDBException {
      options.setCreateIfMissing(true).setTableFormatConfig(new BlockBasedTableConfig());
      setter.setConfig("store", options, Map.of(StoreMemory.CONFIGURATION, memory));
      database = RocksDB.open(options, directory.resolve("store" + number).toString());
    }

    void write(int series) throws RocksDBException {
      byte[] value = new byte[VALUE_BYTES];
      random.nextBytes(value);
      database.put(ByteBuffer.allocate(Integer.BYTES).putInt(series).array(), value);
    }

    long figure(String name) throws RocksDBException {
      return database.getLongProperty("rocksdb." + name);
    }

    @Override
    public void close() {
      setter.close("store", options);
      database.close();
      options.close();
    }
  }

  private static long sum(List<Store> stores, String figure) throws RocksDBException {
    long sum = 0;
    for (Store store : stores) {
      sum += store.figure(figure);
    }
    return sum;
  }

  @Test
  void allStoresOfAllPartitionsTogetherKeepToIt() throws Exception {
    StoreMemory memory = new StoreMemory(MEMORY);
    List<Store> stores = new ArrayList<>();
    try {
      for (int number = 0; number < 8; number++) {
        stores.add(new Store(memory, number));
      }
      for (int series = 0; series < 1_000; series++) {
        for (Store store : stores) {
          store.write(series);
        }
      }
      // 64 MiB were written; by themselves the stores would go on to hold all of it. What is too
      // much is noticed at the next record that is written.
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                for (Store store : stores) {
                  store.write(0);
                }
                assertThat(sum(stores, "cur-size-all-mem-tables")).isLessThan(MEMORY / 2);
              });
      for (Store store : stores) {
        for (int series = 0; series < 1_000; series++) {
          store.database.get(ByteBuffer.allocate(Integer.BYTES).putInt(series).array());
        }
      }
      long shared = MEMORY - memory.heap();
      for (Store store : stores) {
        assertThat(store.figure("block-cache-capacity")).isEqualTo(shared);
        // What is in use at the moment may not be thrown out.
        assertThat(store.figure("block-cache-usage")).isBetween(shared / 2, MEMORY);
      }
    } finally {
      stores.forEach(Store::close);
    }
  }

  @Test
  void aStoreThatIsWrittenToSeldomTakesLittle() throws Exception {
    StoreMemory memory = new StoreMemory(MEMORY);
    try (Store store = new Store(memory, 0)) {
      store.database.put(new byte[1], new byte[100]);
      assertThat(store.figure("cur-size-all-mem-tables")).isLessThan(256 << 10);
    }
  }

  @Test
  void afterTheLastStoreIsClosedAnotherCanBeOpened() throws Exception {
    StoreMemory memory = new StoreMemory(MEMORY);
    for (int round = 0; round < 3; round++) {
      try (Store one = new Store(memory, 1);
          Store other = new Store(memory, 2)) {
        one.write(round);
        other.write(round);
        assertThat(other.figure("block-cache-usage")).isPositive();
      }
    }
  }
}
