package io.tidegate.trainer.backtest;

import io.tidegate.kernel.forecast.Observation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Writes how surprising each row of CSV files is, from 0 to less than 1; a row with {@value
 * #THRESHOLD} or more alerts. Each file is one series of its own, from nothing: the time first, the
 * value second, and nothing is known of a row but what came before it. A folder is gone through
 * with all that is in it, and each file's scores go under the same name.
 */
public final class AlertScores {
  /** The score that alerts. */
  public static final double THRESHOLD = 0.5;

  private static final String SUFFIX = ".csv";

  private final Path data;
  private final Path out;
  private final AlertSettings how;

  /**
   * @param data a file, or a folder of them
   * @param out the folder that the scores go to
   * @param how the scores come about
   */
  public AlertScores(Path data, Path out, AlertSettings how) {
    this.data = data;
    this.out = out;
    this.how = how;
  }

  /** Told of each file that is done. */
  @FunctionalInterface
  public interface Listener {
    /** {@code alerts} rows of the file alert; its weights were replaced so many times. */
    void done(Path file, int rows, int alerts, int promoted);
  }

  /** The files, in the order of their names. */
  public List<Path> files() throws IOException {
    if (!Files.exists(data)) {
      throw new UnusableDataException("no file or folder " + data);
    }
    if (!Files.isDirectory(data)) {
      return List.of(data);
    }
    try (Stream<Path> all = Files.walk(data)) {
      List<Path> files = all.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
      if (files.isEmpty()) {
        throw new UnusableDataException(data + " has no file whose name ends with " + SUFFIX);
      }
      return files;
    }
  }

  /**
   * Writes the scores of all files.
   *
   * @throws UnusableDataException in one line that names the file and its line
   */
  public void write(Listener listener) throws IOException, InterruptedException {
    for (Path file : files()) {
      Path name = Files.isDirectory(data) ? data.relativize(file) : file.getFileName();
      Path target = out.resolve(name);
      if (Files.exists(target) && Files.isSameFile(file, target)) {
        throw new UnusableDataException("the scores of " + file + " would take its place");
      }
      Files.createDirectories(target.toAbsolutePath().getParent());
      try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(target))) {
        score(file, Files.readAllLines(file), writer, listener);
      }
    }
  }

  private void score(Path file, List<String> lines, PrintWriter writer, Listener listener)
      throws InterruptedException {
    ScoredSeries scores = new ScoredSeries(how, file.getFileName().toString());
    int alerts = 0;
    writer.println("timestamp,value,anomaly_score");
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      String[] cells = lines.get(i).split(",", -1);
      double score;
      try {
        score = score(scores, i, cells);
      } catch (RuntimeException e) {
        throw new UnusableDataException(file + " line " + (i + 1) + ": " + e.getMessage());
      }
      alerts += score >= THRESHOLD ? 1 : 0;
      writer.printf(Locale.ROOT, "%s,%s,%s%n", cells[0], cells[1], score);
    }
    listener.done(file, lines.size() - 1, alerts, scores.promoted());
  }

  private static double score(ScoredSeries scores, int row, String[] cells)
      throws InterruptedException {
    if (cells.length < 2) {
      throw new IllegalArgumentException("expected a time and a value, found " + cells[0]);
    }
    String text = cells[1].strip();
    if (text.isEmpty() || text.equalsIgnoreCase("nan")) {
      return 0;
    }
    Observation observation;
    try {
      observation =
          new Observation(row, TimeFormat.millis(cells[0].strip()), Double.parseDouble(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a number, found '" + text + "'", e);
    }
    return scores.take(observation);
  }
}
