package io.tidegate.trainer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real data and golden vectors that lie beside a checkout and are not part of it. */
public final class SharedData {
  private SharedData() {}

  /**
   * The file {@code name} in the folder of the system property {@code tidegate.shared}, or else in
   * the first folder named shared beside this one or above it; skips the test where there is none.
   */
  public static Path file(String name) {
    String given = System.getProperty("tidegate.shared");
    Path file = given == null ? search(name) : Path.of(given, name);
    assumeTrue(
        file != null && Files.exists(file),
        () -> "skipped: no shared/" + name + " beside this checkout (-Dtidegate.shared=FOLDER)");
    return file;
  }

  private static Path search(String name) {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolve("shared").resolve(name);
      if (Files.exists(file)) {
        return file;
      }
    }
    return null;
  }
}
