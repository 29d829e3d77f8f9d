package io.tidegate.stream.topology;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory of all stores of one application. RocksDB by itself takes 50 MiB of cache and 48 MiB
 * of write buffers for each store of each partition; here all of them share one cache, to which the
 * write buffers and the indexes of the files are charged too. Thread-safe.
 *
 * <p>The native memory is held from the first store that opens to the last that closes.
 */
final class StoreMemory {
  /** Key under which {@link Setter} finds the instance. */
  static final String CONFIGURATION = "tidegate.store.memory.instance";

  /** Of the whole: what was written and not yet committed, or read lately, as objects. */
  private static final int HEAP_SHARE = 4;

  /**
   * Of RocksDB's part: beyond it buffers are written to files early, while writing goes on, so that
   * for a moment it may be more.
   */
  private static final int WRITE_SHARE = 2;

  /**
   * Every store that was written to has at least one block of this size in its write buffer: with
   * RocksDB's own size, a megabyte or two, many partitions would fill the buffers with air.
   */
  private static final long ARENA_BLOCK = 64L << 10;

  private final long heap;
  private final long outside;
  private int open;
  private Cache cache;
  private WriteBufferManager writeBuffers;

  /**
   * @param bytes for all of it
   */
  StoreMemory(long bytes) {
    heap = bytes / HEAP_SHARE;
    outside = bytes - heap;
  }

  /** The share of Kafka Streams' own cache of states, in bytes. */
  long heap() {
    return heap;
  }

  private synchronized void join(Options options) {
    if (open++ == 0) {
      RocksDB.loadLibrary();
      cache = new LRUCache(outside);
      writeBuffers = new WriteBufferManager(outside / WRITE_SHARE, cache);
    }
    BlockBasedTableConfig tables = (BlockBasedTableConfig) options.tableFormatConfig();
    tables.setBlockCache(cache);
    tables.setCacheIndexAndFilterBlocks(true);
    tables.setCacheIndexAndFilterBlocksWithHighPriority(true);
    tables.setPinTopLevelIndexAndFilter(true);
    options.setTableFormatConfig(tables);
    options.setWriteBufferManager(writeBuffers);
    options.setArenaBlockSize(ARENA_BLOCK);
  }

  /** An open database holds on to both by itself, so that the order of closing does not matter. */
  private synchronized void leave() {
    if (--open == 0) {
      writeBuffers.close();
      cache.close();
    }
  }

  /** By which Kafka Streams lets a store have it. */
  public static final class Setter implements RocksDBConfigSetter {
    private StoreMemory memory;

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
      memory = (StoreMemory) configs.get(CONFIGURATION);
      memory.join(options);
    }

    @Override
    public void close(String store, Options options) {
      memory.leave();
    }
  }
}
