package io.tidegate.stream.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a demo keeps everything: a temporary directory that goes with it, or one that stays. */
final class DemoDirectory implements AutoCloseable {
  private final Path path;
  private final boolean temporary;

  private DemoDirectory(Path path, boolean temporary) {
    this.path = path;
    this.temporary = temporary;
  }

  /**
   * Makes the directory if it is not there.
   *
   * @param kept the directory that stays, or empty for a temporary one
   * @throws DemoException if it cannot be made
   */
  static DemoDirectory open(Optional<Path> kept) {
    try {
      return kept.isPresent()
          ? new DemoDirectory(Files.createDirectories(kept.get().toAbsolutePath()), false)
          : new DemoDirectory(Files.createTempDirectory("tidegate-demo-"), true);
    } catch (IOException e) {
      throw new DemoException(
          "cannot make the demo's directory (" + e + "); name one that can be written by --dir", e);
    }
  }

  Path path() {
    return path;
  }

  boolean isTemporary() {
    return temporary;
  }

  Path broker() {
    return path.resolve("broker");
  }

  Path streams() {
    return path.resolve("streams");
  }

  /** What broker, stream application and replayer log. */
  Path log() {
    return path.resolve("demo.log");
  }

  Path trainerLog() {
    return path.resolve("trainer.log");
  }

  /** What both processes are configured with. */
  Path settings() {
    return path.resolve("demo.properties");
  }

  /** Deletes a temporary directory; a kept one stays. */
  @Override
  public void close() {
    if (temporary) {
      delete();
    }
  }

  private void delete() {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path one : deepestFirst) {
        Files.deleteIfExists(one);
      }
    } catch (NoSuchFileException e) {
      // Somebody else cleans up too; what is gone is gone.
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path, e);
    }
  }
}
