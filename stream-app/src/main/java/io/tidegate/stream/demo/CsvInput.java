package io.tidegate.stream.demo;

import io.tidegate.stream.replay.CsvOptions;
import io.tidegate.stream.replay.ObservationSink;
import io.tidegate.stream.replay.Pace;
import io.tidegate.stream.replay.ReplayListener;
import io.tidegate.stream.replay.Replayer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file, replayed on a thread of its own. */
final class CsvInput implements DemoInput, ReplayListener {
  private static final Logger LOG = LoggerFactory.getLogger(CsvInput.class);

  private final Path file;
  private final Supplier<String> waiting;
  private final Replayer replayer;
  private final AtomicLong line = new AtomicLong();
  private final AtomicLong lastBadLine = new AtomicLong();
  private final AtomicLong badRows = new AtomicLong();
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private final Thread thread;

  /**
   * Starts the replay.
   *
   * @param waiting what the flow waits for now; an empty text if for nothing
   */
  CsvInput(
      Path file, CsvOptions options, Pace pace, ObservationSink sink, Supplier<String> waiting) {
    this.file = file;
    this.waiting = waiting;
    replayer = new Replayer(file, options, pace, this);
    thread = new Thread(() -> run(sink), "demo-replay");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void check() {
    RuntimeException error = failure.get();
    if (error != null) {
      throw error;
    }
  }

  @Override
  public boolean isFinished() {
    return !thread.isAlive();
  }

  @Override
  public String describe() {
    String wait = waiting.get();
    return String.format(
        Locale.ROOT,
        "%s, line %,d%s",
        file.getFileName(),
        line.get(),
        wait.isEmpty() ? "" : ", " + wait);
  }

  @Override
  public long badRows() {
    return badRows.get();
  }

  @Override
  public void close() {
    replayer.stop();
    try {
      thread.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void started(String layout) {
    LOG.info("{}: {}", file, layout);
  }

  @Override
  public void read(long endLine) {
    line.set(endLine);
  }

  @Override
  public void bad(long badLine, String reason) {
    LOG.warn("{} line {}: {}; skipped", file, badLine, reason);
    if (lastBadLine.getAndSet(badLine) != badLine) {
      badRows.incrementAndGet();
    }
  }

  private void run(ObservationSink sink) {
    try {
      replayer.run(sink);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure.set(e);
    }
  }
}
