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

  private final String memory;
  private final int threads;

  /**
   * Sets the process's bounds.
   *
   * @param memory largest heap, as after -Xmx
   * @param threads native threads
   */
  public ForkedFit(String memory, int threads) {
    this.memory = memory;
    this.threads = threads;
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
    ProcessBuilder builder = new ProcessBuilder(command());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Map<String, String> environment = builder.environment();
    THREAD_VARIABLES.forEach(name -> environment.put(name, Integer.toString(threads)));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new FitFailedException("cannot start the training process: " + e.getMessage(), e);
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
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
