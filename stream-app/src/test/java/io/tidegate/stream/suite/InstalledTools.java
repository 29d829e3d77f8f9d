package io.tidegate.stream.suite;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that some tests need and that are not fetched by the build. */
public final class InstalledTools {
  private InstalledTools() {}

  /** Where a program is on the PATH. */
  public static Optional<Path> find(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Skips the test, and fails it in CI, where everything has to be there. */
  public static void lacking(String sentence) {
    if ("true".equals(System.getenv("CI"))) {
      fail(sentence);
    }
    abort(sentence);
  }
}
