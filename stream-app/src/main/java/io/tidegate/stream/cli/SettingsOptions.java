package io.tidegate.stream.cli;

import io.tidegate.stream.config.StreamSettings;
import io.tidegate.wire.ConfigurationException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options by which a command finds its configuration. */
final class SettingsOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file; README.md lists the keys.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A key that wins over file and environment; repeatable.")
  private final Map<String, String> overrides = new LinkedHashMap<>();

  /** Reads file, environment and options. */
  StreamSettings load() {
    return load(Map.of());
  }

  /**
   * The same, for a command that needs a cluster.
   *
   * @throws ConfigurationException if no broker is named
   */
  StreamSettings loadForKafka() {
    StreamSettings settings = load();
    settings.requireBootstrapServers();
    return settings;
  }

  /** The same, with {@code defaults} for keys that the command line does not set. */
  StreamSettings load(Map<String, String> defaults) {
    Map<String, String> keys = new LinkedHashMap<>(defaults);
    keys.putAll(overrides);
    return StreamSettings.load(file, System.getenv(), keys);
  }

  /** The same, with {@code keys} that win over all others. */
  StreamSettings loadOver(Map<String, String> keys) {
    Map<String, String> all = new LinkedHashMap<>(overrides);
    all.putAll(keys);
    return StreamSettings.load(file, System.getenv(), all);
  }
}
