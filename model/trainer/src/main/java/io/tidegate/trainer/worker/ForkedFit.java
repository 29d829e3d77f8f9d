package io.tidegate.trainer.worker;

import io.tidegate.trainer.fit.Fit;
import io.tidegate.trainer.fit.FitFailedException;
import io.tidegate.trainer.fit.FitProgress;
import io.tidegate.trainer.fit.FitRequest;
import io.tidegate.trainer.fit.FitRunner;
import io.tidegate.trainer.fit.NotEnoughDataException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out each fit in a process of its own, with the class path of this one. One fit at a time;
 * an interrupt ends the process.
 */
public final class ForkedFit implements FitRunner {
  /** From this release on the JVM wants to be asked before it loads native code. */
  private static final int ASKS_FOR_NATIVE_ACCESS = 22;

  /** From this release on the JVM can be told not to warn of JavaCPP's way to memory. */
  private static final int WARNS_OF_UNSAFE = 23;

  private static final List<String> THREAD_VARIABLES =
      List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS");

  private static final Logger LOG = LoggerFactory.getLogger(ForkedFit.class);

  private final String memory;
  private final int threads;
  private final int niceness;

  /**
   * Sets the process's bounds.
   *
   * @param memory largest heap, as after -Xmx
   * @param threads native threads; never more than there are cores, since they would wait for each
   *     other
   * @param niceness how far it yields the cores to others, 0 to 19
   */
  public ForkedFit(String memory, int threads, int niceness) {
    this.memory = memory;
    this.threads = Math.min(threads, Runtime.getRuntime().availableProcessors());
    this.niceness = niceness;
    if (this.threads < threads) {
      LOG.warn("{} threads were asked for, and there are {} cores", threads, this.threads);
    }
  }

  /** Sets the bounds of a process that someone waits for: it yields to nobody. */
  public ForkedFit(String memory, int threads) {
    this(memory, threads, 0);
  }

  @Override
  public Fit run(FitRequest request, FitProgress progress) throws InterruptedException {
    Process process = start();
    try (DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
        DataInputStream in =
            new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
      FitWire.writeRequest(request, out);
      out.flush();
      return result(in, progress);
    } catch (IOException e) {
      throw new FitFailedException("the training process ended early: " + end(process, e), e);
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start() {
    List<String> priority =
        LowPriority.before(niceness, Optional.ofNullable(System.getenv("PATH")));
    try {
      Process process = process(priority).start();
      LOG.info(
          "training in process {}: {} thread(s), a heap of {}, {}",
          process.pid(),
          threads,
          memory,
          priority.isEmpty() ? "the priority of this one" : String.join(" ", priority));
      return process;
    } catch (IOException e) {
      throw new FitFailedException("cannot start the training process: " + e.getMessage(), e);
    }
  }

  /** The process with its environment; {@code priority} stands before its command. */
  ProcessBuilder process(List<String> priority) {
    ProcessBuilder builder = new ProcessBuilder(command(priority));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Map<String, String> environment = builder.environment();
    THREAD_VARIABLES.forEach(name -> environment.put(name, Integer.toString(threads)));
    // Threads that have nothing to do sleep.
    environment.put("OMP_WAIT_POLICY", "PASSIVE");
    return builder;
  }

  private List<String> command(List<String> priority) {
    List<String> command = new ArrayList<>(priority);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + memory);
    command.add("-XX:+UseSerialGC");
    // The bound is on the whole process, heap and libraries included; the fit's own is the heap.
    command.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
    if (Runtime.version().feature() >= ASKS_FOR_NATIVE_ACCESS) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    if (Runtime.version().feature() >= WARNS_OF_UNSAFE) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(FitWorker.class.getName());
    command.add(Integer.toString(threads));
    return command;
  }

  private static Fit result(DataInputStream in, FitProgress progress)
      throws IOException, InterruptedException {
    while (true) {
      switch (in.read()) {
        case FitWorker.PROGRESS -> progress.batch(in.readInt(), in.readInt(), in.readDouble());
        case FitWorker.RESULT -> {
          return FitWire.readFit(in);
        }
        case FitWorker.NOT_ENOUGH -> throw new NotEnoughDataException(in.readUTF());
        case FitWorker.FAILED -> throw new FitFailedException(in.readUTF(), null);
        default -> throw new EOFException("its output ended");
      }
      if (Thread.interrupted()) {
        throw new InterruptedException("told to stop");
      }
    }
  }

  private static String end(Process process, IOException failure) throws InterruptedException {
    return process.waitFor(1, java.util.concurrent.TimeUnit.SECONDS)
        ? "exit code " + process.exitValue()
        : String.valueOf(failure.getMessage());
  }
}
