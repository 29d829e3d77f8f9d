package io.tidegate.stream.pipeline;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Sends standard error, and with it the log, to a file for a while: the terminal belongs to the
 * user's view.
 */
public final class ErrorLog implements AutoCloseable {
  private final PrintStream before = System.err;
  private final PrintStream file;

  private final Path path;

  private ErrorLog(Path path, PrintStream file) {
    this.path = path;
    this.file = file;
  }

  public static ErrorLog to(Path path) {
    try {
      ErrorLog log =
          new ErrorLog(
              path,
              new PrintStream(
                  Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                  true,
                  StandardCharsets.UTF_8));
      System.setErr(log.file);
      return log;
    } catch (IOException e) {
      throw new PipelineException("cannot write the log " + path + ": " + e, e);
    }
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    System.setErr(before);
    file.close();
  }
}
