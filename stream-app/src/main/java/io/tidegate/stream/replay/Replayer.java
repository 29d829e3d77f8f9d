package io.tidegate.stream.replay;

import io.tidegate.stream.replay.CsvObservations.ReadRow;
import io.tidegate.stream.replay.CsvObservations.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends the rows of a file on their way, at a pace. One thread runs it; any may stop it. */
public final class Replayer {
  private final Path file;
  private final CsvOptions options;
  private final Pace pace;
  private final ReplayListener listener;
  private final Set<String> series = new HashSet<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private long rows;
  private long sent;
  private long announced;
  private long missing;
  private long badRows;

  /** Prepares; nothing is opened yet. */
  public Replayer(Path file, CsvOptions options, Pace pace, ReplayListener listener) {
    this.file = file;
    this.options = options;
    this.pace = pace;
    this.listener = listener;
  }

  /**
   * Looks at the file without sending anything.
   *
   * @throws ReplayException if it cannot be replayed
   */
  public static void check(Path file, CsvOptions options) {
    CsvLayout.of(file, options);
  }

  /**
   * Number of records that a file gives if all its cells hold values: an observation for each
   * value, and where covariates are announced one more.
   *
   * @throws ReplayException if it cannot be replayed
   */
  public static long expectedRecords(Path file, CsvOptions options) {
    CsvLayout layout = CsvLayout.of(file, options);
    long observations = CsvTable.countLines(file) * layout.values().size();
    return options.covariates().announce() > 0 ? 2 * observations : observations;
  }

  /** Asks {@link #run} to end before the next row. */
  public void stop() {
    stopped.countDown();
  }

  /**
   * Sends all rows and returns when they are stored, or what was sent of them when it was stopped.
   *
   * @throws ReplayException if the file cannot be read
   * @throws DeliveryException if an observation could not be delivered
   */
  public ReplayCounts run(ObservationSink sink) throws InterruptedException {
    try (CsvObservations observations = CsvObservations.open(file, options)) {
      listener.started(observations.layout().describe());
      LookAhead lookAhead = new LookAhead(observations, options.covariates().announce());
      ReadRow row = lookAhead.next();
      while (row != null && isDue(row)) {
        if (!row.values().isEmpty()) {
          lookAhead.ahead().forEach(ahead -> announce(ahead, sink));
        }
        send(row, sink);
        row = lookAhead.next();
      }
    } catch (IOException e) {
      throw new ReplayException("cannot read " + file + ": " + e, e);
    }
    sink.flush();
    return new ReplayCounts(rows, sent, announced, missing, badRows, series.size());
  }

  /** Waits until the row's time has come; false when stopped before. */
  private boolean isDue(ReadRow row) throws InterruptedException {
    long wait = row.values().isEmpty() ? 0 : pace.millisUntil(row.time());
    return !stopped.await(wait, TimeUnit.MILLISECONDS);
  }

  /** A row without values of its own is announced too: that is what a planned future looks like. */
  private void announce(ReadRow row, ObservationSink sink) {
    if (row.covariates().isEmpty()) {
      return;
    }
    for (String key : row.keys()) {
      sink.announce(key, row.time(), row.covariates());
      announced++;
    }
  }

  private void send(ReadRow row, ObservationSink sink) {
    rows++;
    missing += row.missing();
    if (!row.faults().isEmpty()) {
      badRows++;
      row.faults().forEach(fault -> listener.bad(row.line(), fault));
    }
    for (Value value : row.values()) {
      sink.send(value.key(), row.time(), value.value(), row.covariates());
      series.add(value.key());
      sent++;
    }
    listener.read(row.line());
  }
}
