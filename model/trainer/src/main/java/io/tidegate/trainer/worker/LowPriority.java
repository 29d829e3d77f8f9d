package io.tidegate.trainer.worker;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Starts a command so that it yields the cores to others, where the system can. */
final class LowPriority {
  private static final String NICE = "nice";

  private LowPriority() {}

  /**
   * What stands before the command.
   *
   * @param niceness 0: as this process, so nothing
   * @param path folders with programs, as in the variable PATH; empty where there are none
   */
  static List<String> before(int niceness, Optional<String> path) {
    return niceness > 0 && isIn(path.orElse(""))
        ? List.of(NICE, "-n", Integer.toString(niceness))
        : List.of();
  }

  private static boolean isIn(String path) {
    return List.of(path.split(File.pathSeparator, -1)).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, NICE)));
  }
}
