package io.tidegate.stream.bench;

import io.tidegate.stream.config.StreamSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What is to be measured.
 *
 * @param series how many, positive
 * @param rate records a second; empty: as many as are taken
 * @param duration for which each topology's clock runs
 * @param rounds into which that is divided; the topologies take turns
 * @param partitions of the observations
 * @param bootstrap a cluster's servers; empty for a broker in this process
 * @param directory that keeps data and logs; empty for a temporary one
 * @param settings the user's settings with these keys over them
 */
public record BenchOptions(
    int series,
    OptionalDouble rate,
    Duration duration,
    int rounds,
    int partitions,
    Optional<String> bootstrap,
    Optional<Path> directory,
    Function<Map<String, String>, StreamSettings> settings) {

  /** For how long the clock runs at once. */
  Duration turn() {
    return duration.dividedBy(rounds);
  }
}
