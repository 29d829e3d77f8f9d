package io.tidegate.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.internals.Topic;

/**
 * The names of the topics on which the processes meet.
 *
 * @param observations what comes in, keyed by series: values, what is known ahead, feedback,
 *     changes of series
 * @param forecasts what goes out, keyed by series
 * @param alerts what became of incidents, keyed by series
 * @param accuracy how good the forecasts were, keyed by series
 * @param models published model versions, compacted
 * @param modelDecisions what became of each retraining
 * @param activations which partition used which version from which offset on
 * @param deadLetters refused records as they came, the reason in headers
 * @param checkpoints states of the series at regular offsets of the input, keyed by series
 */
public record Topics(
    String observations,
    String forecasts,
    String alerts,
    String accuracy,
    String models,
    String modelDecisions,
    String activations,
    String deadLetters,
    String checkpoints) {

  /** Configuration key of the prefix that every default name has. */
  public static final String PREFIX = "tidegate.topics.prefix";

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "observations", "observations",
          "forecasts", "forecasts",
          "alerts", "alerts",
          "accuracy", "accuracy",
          "models", "models",
          "decisions", "model-decisions",
          "activations", "activations",
          "dead.letters", "dead-letters",
          "checkpoints", "checkpoints");

  /** Adds the topics' keys to a process's configuration. */
  public static ConfigDef define(ConfigDef definition) {
    definition.define(
        PREFIX,
        ConfigDef.Type.STRING,
        "tidegate.",
        Importance.MEDIUM,
        "Prefix of every topic's default name.");
    DEFAULTS.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            topic ->
                definition.define(
                    keyOf(topic.getKey()),
                    ConfigDef.Type.STRING,
                    "",
                    Importance.LOW,
                    "Name of the topic; empty means the prefix followed by "
                        + topic.getValue()
                        + "."));
    return definition;
  }

  /**
   * Reads the names out of a configuration built with {@link #define}.
   *
   * @throws ConfigurationException for a name that Kafka does not allow, or one for two topics: a
   *     stream that reads what it writes would never end
   */
  public static Topics of(Configuration configuration) {
    Map<String, String> keys = new HashMap<>();
    for (String topic : new TreeSet<>(DEFAULTS.keySet())) {
      String name = name(configuration, topic);
      requireLegal(keyOf(topic), name);
      String other = keys.putIfAbsent(name, keyOf(topic));
      if (other != null) {
        throw new ConfigurationException(
            keyOf(topic) + ": expected a name of its own, found " + name + " as in " + other);
      }
    }
    return new Topics(
        name(configuration, "observations"),
        name(configuration, "forecasts"),
        name(configuration, "alerts"),
        name(configuration, "accuracy"),
        name(configuration, "models"),
        name(configuration, "decisions"),
        name(configuration, "activations"),
        name(configuration, "dead.letters"),
        name(configuration, "checkpoints"));
  }

  private static String name(Configuration configuration, String topic) {
    String given = configuration.string(keyOf(topic));
    return given.isBlank() ? configuration.string(PREFIX) + DEFAULTS.get(topic) : given;
  }

  private static void requireLegal(String key, String name) {
    try {
      Topic.validate(name);
    } catch (InvalidTopicException e) {
      throw new ConfigurationException(key + ": " + e.getMessage());
    }
  }

  private static String keyOf(String topic) {
    return "tidegate.topic." + topic;
  }
}
