package io.tidegate.stream.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where everything is kept: a temporary directory that goes with it, or one that stays. */
public final class PipelineDirectory implements AutoCloseable {
  private final String name;
  private final Path path;
  private final boolean temporary;

  private PipelineDirectory(String name, Path path, boolean temporary) {
    this.name = name;
    this.path = path;
    this.temporary = temporary;
  }

  /**
   * Makes the directory if it is not there.
   *
   * @param name of what runs there, in the names of files
   * @param kept the directory that stays, or empty for a temporary one
   * @throws PipelineException if it cannot be made
   */
  public static PipelineDirectory open(String name, Optional<Path> kept) {
    try {
      return kept.isPresent()
          ? new PipelineDirectory(name, Files.createDirectories(kept.get().toAbsolutePath()), false)
          : new PipelineDirectory(name, Files.createTempDirectory("tidegate-" + name + "-"), true);
    } catch (IOException e) {
      throw new PipelineException(
          "cannot make the "
              + name
              + "'s directory ("
              + e
              + "); name one that can be written by --dir",
          e);
    }
  }

  public Path path() {
    return path;
  }

  public boolean isTemporary() {
    return temporary;
  }

  public Path broker() {
    return path.resolve("broker");
  }

  public Path streams() {
    return path.resolve("streams");
  }

  /** What broker, stream application and replayer log. */
  public Path log() {
    return path.resolve(name + ".log");
  }

  public Path trainerLog() {
    return path.resolve("trainer.log");
  }

  /** What both processes are configured with. */
  public Path settings() {
    return path.resolve(name + ".properties");
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
