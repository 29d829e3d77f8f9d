package io.tidegate.trainer.sidecar;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.tidegate.trainer.lineage.LineageSettings;
import io.tidegate.wire.Configuration;
import io.tidegate.wire.ConfigurationException;
import io.tidegate.wire.ConfigurationTypes;
import io.tidegate.wire.Topics;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;

/** The keys of OpenLineage's events. */
final class LineageKeys {
  static final String PREFIX = "tidegate.trainer.openlineage.";
  static final String FILE = PREFIX + "file";
  static final String URL = PREFIX + "url";
  static final String ENDPOINT = PREFIX + "endpoint";
  static final String KEY_FILE = PREFIX + "key.file";
  static final String TIMEOUT = PREFIX + "timeout";
  static final String NAMESPACE = PREFIX + "namespace";

  private static final ConfigDef.Validator HTTP =
      ConfigurationTypes.validator(
          "nothing, or a URL such as http://localhost:5000",
          text ->
              text.isEmpty()
                  || (URI.create(text).getHost() != null && text.matches("https?://.*")));

  private LineageKeys() {}

  static ConfigDef define(ConfigDef definition) {
    return definition
        .define(
            FILE,
            STRING,
            "",
            MEDIUM,
            "File to which OpenLineage's run events of training are appended, one a line; empty: none.")
        .define(
            URL,
            STRING,
            "",
            HTTP,
            MEDIUM,
            "Server to which OpenLineage's run events of training are sent; empty: none.")
        .define(ENDPOINT, STRING, "api/v1/lineage", LOW, "Path at that server.")
        .define(
            KEY_FILE,
            STRING,
            "",
            LOW,
            "File that holds the API key for that server, sent as a bearer token; empty: none.")
        .define(
            TIMEOUT,
            STRING,
            "PT5S",
            ConfigurationTypes.DURATION,
            LOW,
            "How long connecting to that server, and its answer, may take.")
        .define(NAMESPACE, STRING, "tidegate", LOW, "OpenLineage's namespace of the job.");
  }

  /** Empty where no events are wanted. */
  static Optional<LineageSettings> settings(Configuration from) {
    String file = from.string(FILE);
    String url = from.string(URL);
    if (file.isEmpty() && url.isEmpty()) {
      return Optional.empty();
    }
    if (!file.isEmpty() && !url.isEmpty()) {
      throw new ConfigurationException(
          FILE + " and " + URL + " are both set: events go to one of them");
    }
    Topics topics = Topics.of(from);
    return Optional.of(
        new LineageSettings(
            file.isEmpty() ? null : inAFolder(Path.of(file)),
            url.isEmpty() ? null : URI.create(url),
            from.string(ENDPOINT),
            from.string(KEY_FILE).isEmpty() ? null : readable(Path.of(from.string(KEY_FILE))),
            from.duration(TIMEOUT),
            from.string(NAMESPACE),
            "kafka://" + firstBroker(from),
            topics.observations(),
            topics.models()));
  }

  private static Path inAFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
      throw new ConfigurationException(
          FILE + ": expected a file in a folder that exists, found " + file);
    }
    return file;
  }

  private static Path readable(Path file) {
    if (!Files.isReadable(file)) {
      throw new ConfigurationException(KEY_FILE + ": cannot read " + file);
    }
    return file;
  }

  private static String firstBroker(Configuration from) {
    String brokers = String.valueOf(from.kafka().getOrDefault("bootstrap.servers", "unknown"));
    return brokers.split(",", 2)[0].strip();
  }
}
