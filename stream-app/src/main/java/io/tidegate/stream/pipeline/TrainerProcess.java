package io.tidegate.stream.pipeline;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The trainer as a child process that ends when this process does, however this one dies: its
 * standard input is a pipe from here, and the trainer ends when the pipe does.
 */
final class TrainerProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  /** More than one thread makes the small matrices of training slower, up to thirty times. */
  private static final List<String> THREAD_VARIABLES =
      List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS");

  private final Process process;
  private final Path log;

  private TrainerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts the trainer at low priority.
   *
   * @param jar the trainer
   * @param settings its properties file
   * @param overruled variables of the environment that would win over the file and must not
   * @param log file that takes its output
   * @throws PipelineException if it cannot be started
   */
  static TrainerProcess start(Path jar, Path settings, Set<String> overruled, Path log) {
    ProcessBuilder builder = new ProcessBuilder(command(jar, settings));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeAll(overruled);
    environment.remove(TrainerJar.VARIABLE);
    THREAD_VARIABLES.forEach(variable -> environment.put(variable, "1"));
    try {
      return new TrainerProcess(builder.start(), log);
    } catch (IOException e) {
      throw new PipelineException("cannot start the trainer " + jar + ": " + e.getMessage(), e);
    }
  }

  private static List<String> command(Path jar, Path settings) {
    List<String> command = new ArrayList<>();
    if (isOnPath("nice")) {
      command.addAll(List.of("nice", "-n", "10"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            jar.toString(),
            "run",
            "--config",
            settings.toString(),
            "--exit-with-parent"));
    return command;
  }

  private static boolean isOnPath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return List.of(path.split(File.pathSeparator, -1)).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Its exit code, if it has ended. */
  OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /**
   * Tells whether it still runs.
   *
   * @throws PipelineException if it has ended
   */
  void check() {
    if (exitCode().isPresent()) {
      throw new PipelineException(
          "the trainer ended with exit code " + exitCode().getAsInt() + lastLine());
    }
  }

  long pid() {
    return process.pid();
  }

  /** Asks it to end, and ends it if it does not. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private String lastLine() {
    try {
      List<String> lines = Files.readAllLines(log);
      return lines.isEmpty() ? "" : " (" + lines.get(lines.size() - 1).strip() + ")";
    } catch (IOException e) {
      return "";
    }
  }
}
