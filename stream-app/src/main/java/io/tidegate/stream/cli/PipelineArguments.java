package io.tidegate.stream.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that runs the whole on this machine. */
final class PipelineArguments {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Keep data and logs there; by default they are deleted at the end.")
  private Path directory;

  @Option(
      names = "--trainer",
      paramLabel = "JAR",
      description = "The trainer; default: TIDEGATE_TRAINER_JAR, or the checkout's own.")
  private Path trainer;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A key of the stream application or the trainer; repeatable.")
  private Map<String, String> settings = new LinkedHashMap<>();

  Optional<Path> directory() {
    return Optional.ofNullable(directory);
  }

  Optional<Path> trainer() {
    return Optional.ofNullable(trainer);
  }

  Map<String, String> settings() {
    return settings;
  }
}
