package io.tidegate.stream.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidegate.stream.config.InputSettings;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.topology.ClusterException;
import io.tidegate.stream.topology.StreamProperties;
import io.tidegate.stream.topology.TopicCreation;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;

/**
 * Maps foreign topics onto the observations topic, exactly once. It is a Kafka Streams application
 * of its own beside the forecaster, so that the forecaster's tasks and stores are the same with and
 * without it. Thread-safe.
 */
public final class Intake implements AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);

  private final KafkaStreams streams;

  private Intake(KafkaStreams streams) {
    this.streams = streams;
  }

  /**
   * Prepares; {@link #start} begins.
   *
   * @param failures decides what a stream thread's death means
   * @param onChange told of each new state
   * @throws io.tidegate.wire.ConfigurationException if the settings cannot be used
   * @throws ClusterException if a foreign topic is missing
   */
  public static Intake prepare(
      StreamSettings settings,
      MeterRegistry registry,
      StreamsUncaughtExceptionHandler failures,
      KafkaStreams.StateListener onChange) {
    // Fails here, in words, and not in a stream thread.
    new RecordMapper(settings.input()).close();
    requireTopics(settings);
    IntakeMeters meters = new IntakeMeters(registry);
    Properties properties = new StreamProperties(settings, meters).all();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(settings));
    KafkaStreams streams =
        new KafkaStreams(new IntakeTopology(settings, properties, meters).build(), properties);
    streams.setUncaughtExceptionHandler(failures);
    streams.setStateListener(onChange);
    return new Intake(streams);
  }

  /** Its consumer group. */
  static String applicationId(StreamSettings settings) {
    return settings.applicationId() + "-intake";
  }

  private static void requireTopics(StreamSettings settings) {
    List<String> missing = TopicCreation.missing(settings.kafka(), settings.input().topics());
    if (!missing.isEmpty()) {
      throw new ClusterException(
          "missing from the Kafka cluster: topic "
              + String.join(", ", missing)
              + ", which "
              + InputSettings.TOPICS
              + " names",
          null);
    }
  }

  /** Begins to read. */
  public void start() {
    streams.start();
  }

  /** What it does now. */
  public KafkaStreams.State state() {
    return streams.state();
  }

  /** Stops: commits what was done, leaves the group so that another may take over at once. */
  @Override
  public void close() {
    streams.close(
        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
            .withTimeout(CLOSE_PATIENCE));
  }
}
