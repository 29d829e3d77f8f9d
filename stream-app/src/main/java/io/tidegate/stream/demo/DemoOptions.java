package io.tidegate.stream.demo;

import io.tidegate.stream.replay.CsvOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a demo is to do.
 *
 * @param csv file to replay; empty for this machine's own metrics
 * @param csvOptions how to read it
 * @param speed of the replay: a number, or max for lockstep with the trainer
 * @param duration when to end; empty for never (or with the file)
 * @param httpPort of page and API; empty for the usual one, or a free one if that is taken
 * @param brokerPort of the embedded broker; 0 for a free one
 * @param directory that keeps the data; empty for a temporary one
 * @param trainer the trainer's jar; empty to look for it
 * @param settings keys that win over file and environment
 */
public record DemoOptions(
    Optional<Path> csv,
    CsvOptions csvOptions,
    String speed,
    Optional<Duration> duration,
    OptionalInt httpPort,
    int brokerPort,
    Optional<Path> directory,
    Optional<Path> trainer,
    Map<String, String> settings) {

  /** Copies the map. */
  public DemoOptions {
    settings = Map.copyOf(settings);
  }
}
