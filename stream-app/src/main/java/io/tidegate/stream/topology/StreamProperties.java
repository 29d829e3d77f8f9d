package io.tidegate.stream.topology;

import io.tidegate.stream.config.InstanceSettings;
import io.tidegate.stream.config.RebalanceProtocol;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.wire.Configuration;
import io.tidegate.wire.ConfigurationException;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What Kafka Streams is started with: the user's keys, and those that correctness hangs on. */
public final class StreamProperties {
  /** Kafka's own default of max.request.size. */
  private static final int LARGEST_REQUEST = 1 << 20;

  private static final int LEAST_REQUEST = 64 << 10;

  private final StreamSettings settings;
  private final int largestRequest;
  private final DeadLetters deadLetters;
  private final StoreMemory memory;

  /**
   * Checks the user's keys.
   *
   * @param counts told of what the handlers refuse
   * @throws ConfigurationException if a key is set that is not the user's to set, or one is missing
   */
  public StreamProperties(StreamSettings settings, RefusalCounts counts) {
    this.settings = settings;
    Map<String, Object> kafka = settings.kafka();
    for (String key : fixed().keySet()) {
      if (kafka.containsKey(key)) {
        throw new ConfigurationException(
            Configuration.KAFKA + key + " cannot be set: the application depends on its value");
      }
    }
    if (kafka.containsKey(StreamsConfig.GROUP_PROTOCOL_CONFIG)) {
      throw new ConfigurationException(
          Configuration.KAFKA
              + StreamsConfig.GROUP_PROTOCOL_CONFIG
              + " cannot be set, as it would reach every client: set "
              + InstanceSettings.PROTOCOL
              + " to classic or streams");
    }
    settings.requireBootstrapServers();
    largestRequest = largestRequest(kafka);
    deadLetters = new DeadLetters(settings.topics().deadLetters(), largestRequest, counts);
    memory = new StoreMemory(settings.instance().memory());
  }

  /** What the producer sends at most, in bytes. */
  int largestRequest() {
    return largestRequest;
  }

  /** All of them. */
  public Properties all() {
    Properties properties = new Properties();
    properties.putAll(usual());
    properties.putAll(settings.kafka());
    properties.putAll(fixed());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
    properties.put(DeadLetters.CONFIGURATION, deadLetters);
    properties.put(StoreMemory.CONFIGURATION, memory);
    return properties;
  }

  /**
   * What is better than Kafka's own defaults here, where the user says nothing; README.md has the
   * measurements. Without a prefix, so that a key of the user's wins with one and without.
   */
  private Map<String, Object> usual() {
    InstanceSettings instance = settings.instance();
    boolean classic = instance.protocol() == RebalanceProtocol.CLASSIC;
    return Map.of(
        StreamsConfig.GROUP_PROTOCOL_CONFIG,
        instance.protocol().word(),
        StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
        classic ? instance.standbys() : 0,
        StreamsConfig.APPLICATION_SERVER_CONFIG,
        instance.advertised().orElse(""),
        StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
        memory.heap(),
        StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG,
        StoreMemory.Setter.class);
  }

  private static Map<String, Object> fixed() {
    return Map.of(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
        StreamsConfig.EXACTLY_ONCE_V2,
        StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
        true,
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
        RecordTimestamp.class,
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        UnreadableRecords.class,
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        RefusedRecords.class,
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
        UnsendableRecords.class);
  }

  /** What a producer with these settings sends at most, in bytes. */
  static int largestRequest(Map<String, Object> kafka) {
    String key = ProducerConfig.MAX_REQUEST_SIZE_CONFIG;
    Object given = kafka.getOrDefault(StreamsConfig.producerPrefix(key), kafka.get(key));
    if (given == null) {
      return LARGEST_REQUEST;
    }
    int bytes;
    try {
      bytes = Integer.parseInt(given.toString());
    } catch (NumberFormatException e) {
      bytes = 0;
    }
    if (bytes < LEAST_REQUEST) {
      throw new ConfigurationException(
          "kafka." + key + ": expected at least " + LEAST_REQUEST + " bytes, found " + given);
    }
    return bytes;
  }
}
