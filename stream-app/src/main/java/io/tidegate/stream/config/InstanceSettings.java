package io.tidegate.stream.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.tidegate.wire.Configuration;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What one instance of the application takes for itself. Immutable.
 *
 * @param memory bytes for what is cached of the stores, and for what waits to be written to them,
 *     over all stores and partitions
 */
public record InstanceSettings(long memory) {
  private static final String MEMORY = "tidegate.memory";
  private static final long LEAST_MEMORY = 32L << 20;

  /** Adds the keys. */
  static ConfigDef define(ConfigDef definition) {
    return definition.define(
        MEMORY,
        STRING,
        "256MiB",
        MemorySize.atLeast(LEAST_MEMORY),
        HIGH,
        "Memory for the stores over all partitions: a quarter caches states on the heap, the rest is"
            + " RocksDB's, outside of it. Whatever the number of series, it stays at that.");
  }

  static InstanceSettings of(Configuration from) {
    return new InstanceSettings(MemorySize.parse(from.string(MEMORY)));
  }
}
