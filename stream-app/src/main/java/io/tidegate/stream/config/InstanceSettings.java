package io.tidegate.stream.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.tidegate.wire.Configuration;
import io.tidegate.wire.ConfigurationTypes;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/**
 * What one instance of the application takes for itself, and how it works with others. Immutable.
 *
 * @param memory bytes for what is cached of the stores, and for what waits to be written to them,
 *     over all stores and partitions
 * @param standbys copies of each partition's stores that other instances keep up to date
 * @param protocol by which the instances share the partitions
 * @param advertised HOST:PORT by which the other instances reach this one's API; empty if they are
 *     not to
 */
public record InstanceSettings(
    long memory, int standbys, RebalanceProtocol protocol, Optional<String> advertised) {
  /** The key that says how many copies there are. */
  public static final String STANDBYS = "tidegate.standby.replicas";

  /** The key that says how the partitions are shared. */
  public static final String PROTOCOL = "tidegate.rebalance.protocol";

  private static final String ADVERTISED = "tidegate.http.advertised";

  /** With brackets around an address of IPv6. */
  private static final Pattern ADDRESS =
      Pattern.compile("([^:/\\s]+|\\[[0-9a-fA-F:.]+\\]):\\d{1,5}");

  private static final String MEMORY = "tidegate.memory";
  private static final long LEAST_MEMORY = 32L << 20;
  private static final int MOST_STANDBYS = 10;

  /** Adds the keys. */
  static ConfigDef define(ConfigDef definition) {
    return definition
        .define(
            MEMORY,
            STRING,
            "256MiB",
            MemorySize.atLeast(LEAST_MEMORY),
            HIGH,
            "Memory for the stores over all partitions: a quarter caches states on the heap, the rest"
                + " is RocksDB's, outside of it. Whatever the number of series, it stays at that.")
        .define(
            STANDBYS,
            INT,
            0,
            between(0, MOST_STANDBYS),
            MEDIUM,
            "Copies of each partition's stores on other instances, so that one of them goes on at"
                + " once where an instance is lost, without a restore. It takes as many instances"
                + " more.")
        .define(
            PROTOCOL,
            STRING,
            RebalanceProtocol.CLASSIC.word(),
            ValidString.in(RebalanceProtocol.words().toArray(String[]::new)),
            MEDIUM,
            "How instances share the partitions: classic, or streams (KIP-1071, brokers from Kafka"
                + " 4.2 on). To change it stop all instances first.")
        .define(
            ADVERTISED,
            STRING,
            "",
            ConfigurationTypes.validator(
                "HOST:PORT, or nothing", text -> text.isEmpty() || ADDRESS.matcher(text).matches()),
            MEDIUM,
            "Address by which the other instances reach this one's API, such as 10.0.0.7:8080, so that"
                + " each answers for the series of all; empty: it answers for its own alone.");
  }

  static InstanceSettings of(Configuration from) {
    return new InstanceSettings(
        MemorySize.parse(from.string(MEMORY)),
        from.integer(STANDBYS),
        RebalanceProtocol.of(from.string(PROTOCOL)),
        Optional.of(from.string(ADVERTISED)).filter(text -> !text.isEmpty()));
  }
}
