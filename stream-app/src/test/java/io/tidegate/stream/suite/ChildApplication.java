package io.tidegate.stream.suite;

import io.tidegate.stream.cli.TidegateMain;
import io.tidegate.stream.config.StreamSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** {@code tidegate run} in a process of its own, so that it can be killed. */
final class ChildApplication implements AutoCloseable {
  private final Process process;
  private final Path log;

  private ChildApplication(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts one that begins soon, for that neither optimised nor by vectors; its output goes to a
   * file in {@code directory}.
   */
  static ChildApplication start(StreamSettings settings, Path directory) throws IOException {
    return start(settings, directory, "-Xmx512m", "-XX:TieredStopAtLevel=1");
  }

  /** The same with these options of the JVM. */
  static ChildApplication start(StreamSettings settings, Path directory, String... options)
      throws IOException {
    List<String> lines = new ArrayList<>();
    new TreeMap<>(settings.configuration().effective())
        .forEach((key, value) -> lines.add(key + "=" + value.replaceAll("^\\[|]$", "")));
    settings.kafka().forEach((key, value) -> lines.add("kafka." + key + "=" + value));
    // One for each: the one before may not have read its own yet.
    Path file = Files.write(Files.createTempFile(directory, "run", ".properties"), lines);
    Path log = Files.createTempFile(directory, "run", ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            TidegateMain.class.getName(),
            "run",
            "--config",
            file.toString()));
    return new ChildApplication(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start(),
        log);
  }

  /** What it has printed so far. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
    await();
  }

  /**
   * SIGTERM.
   *
   * @return the exit code
   */
  int terminate() {
    process.destroy();
    return await();
  }

  private int await() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("the application does not end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.getInputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
