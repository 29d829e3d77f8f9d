package io.tidegate.stream.drill;

import io.tidegate.stream.replay.CsvOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What every drill is told.
 *
 * @param data file to stream; empty for series that are made
 * @param csv how to read it
 * @param records use about the first so many observations
 * @param seed of what is made and of the trainer
 * @param directory that keeps data and logs; empty for a temporary one
 * @param trainer the trainer's jar; empty to look for it
 * @param settings keys of both processes that win over file and environment
 */
public record DrillOptions(
    Optional<Path> data,
    CsvOptions csv,
    long records,
    long seed,
    Optional<Path> directory,
    Optional<Path> trainer,
    Map<String, String> settings) {

  /** Copies the map. */
  public DrillOptions {
    settings = Map.copyOf(settings);
  }

  /** The same for one part of a drill, which must not find what another one left. */
  DrillOptions in(String part) {
    return new DrillOptions(
        data, csv, records, seed, directory.map(all -> all.resolve(part)), trainer, settings);
  }
}
