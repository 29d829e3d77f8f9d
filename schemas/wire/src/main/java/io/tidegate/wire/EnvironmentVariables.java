package io.tidegate.wire;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which variables of the environment are configuration, and which only look like it. */
final class EnvironmentVariables {
  private static final Pattern CONFIGURATION = Pattern.compile("(TIDEGATE|KAFKA)_[A-Za-z0-9_]+");

  /**
   * Read by the JVM's start, by Kafka's own scripts, or set by its images. None is a client's
   * configuration.
   */
  private static final Set<String> OF_LAUNCHERS =
      Set.of(
          "TIDEGATE_TRAINER_JAR",
          "TIDEGATE_VECTOR",
          "TIDEGATE_JAVA_OPTS",
          "KAFKA_DEBUG",
          "KAFKA_GC_LOG_OPTS",
          "KAFKA_HEAP_OPTS",
          "KAFKA_HOME",
          "KAFKA_JMX_OPTS",
          "KAFKA_JVM_PERFORMANCE_OPTS",
          "KAFKA_LOG4J_OPTS",
          "KAFKA_OPTS",
          "KAFKA_VERSION");

  /**
   * Kubernetes tells every container of every service beside it: a service called "tidegate" or
   * "kafka" sets TIDEGATE_SERVICE_HOST, KAFKA_PORT_9092_TCP_ADDR and their like.
   */
  private static final Pattern OF_SERVICE_LINKS =
      Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_\\d+_(TCP|UDP|SCTP)(_.*)?)");

  private static final Pattern SERVICE_LINK = Pattern.compile("(tcp|udp|sctp)://.*");

  private EnvironmentVariables() {}

  /** The configuration key that a variable sets, if it sets one. */
  static Optional<String> keyOf(String name, String value) {
    if (!CONFIGURATION.matcher(name).matches()
        || OF_LAUNCHERS.contains(name)
        || OF_SERVICE_LINKS.matcher(name).matches()
        || (name.endsWith("_PORT") && SERVICE_LINK.matcher(value).matches())) {
      return Optional.empty();
    }
    return Optional.of(name.toLowerCase(Locale.ROOT).replace('_', '.'));
  }
}
