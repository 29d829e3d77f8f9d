package io.tidegate.trainer.cli;

import io.tidegate.trainer.sidecar.TrainerSettings;
import io.tidegate.wire.ConfigurationException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options by which a command that needs a cluster finds its configuration. */
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

  /**
   * Reads file, environment and options.
   *
   * @throws ConfigurationException if no broker is named, too
   */
  TrainerSettings loadForKafka() {
    TrainerSettings settings = TrainerSettings.load(file, System.getenv(), overrides);
    if (!settings.configuration().kafka().containsKey("bootstrap.servers")) {
      throw new ConfigurationException(
          "kafka.bootstrap.servers is missing: expected HOST:PORT of a Kafka broker");
    }
    return settings;
  }
}
