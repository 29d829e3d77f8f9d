package io.tidegate.stream.replay;

import io.tidegate.stream.replay.CsvTable.Row;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The observations of a CSV file, row by row in the file's order. One thread. */
final class CsvObservations implements Closeable {
  private final CsvLayout layout;
  private final CsvTable table;
  private final Map<String, Long> previousTimes = new HashMap<>();

  private CsvObservations(CsvLayout layout, CsvTable table) {
    this.layout = layout;
    this.table = table;
  }

  /**
   * Opens a file at its first row.
   *
   * @throws ReplayException in one line, if the file cannot be read as {@code options} say
   */
  static CsvObservations open(Path file, CsvOptions options) {
    CsvLayout layout = CsvLayout.of(file, options);
    return new CsvObservations(layout, CsvTable.open(file));
  }

  CsvLayout layout() {
    return layout;
  }

  /** The next row, or null after the last. */
  ReadRow next() {
    Row row = table.next();
    return row == null ? null : read(row);
  }

  @Override
  public void close() throws IOException {
    table.close();
  }

  private ReadRow read(Row row) {
    ReadRow read = new ReadRow(row.line());
    if (layout.series() >= 0 && row.cell(layout.series()).isEmpty()) {
      read.faults.add("column " + name(layout.series()) + " names no series");
      return read;
    }
    try {
      read.time = time(row);
    } catch (DateTimeException e) {
      read.faults.add(
          "column " + name(layout.time()) + ": '" + row.cell(layout.time()) + "' " + why(e));
      return read;
    }
    read.hasTime = true;
    for (int column : layout.values()) {
      addValue(read, row, column);
    }
    for (int column : layout.covariates()) {
      addCovariate(read, row, column);
    }
    return read;
  }

  private void addCovariate(ReadRow read, Row row, int column) {
    String cell = row.cell(column);
    OptionalDouble number = Cells.number(cell);
    if (number.isPresent()) {
      read.covariates.put(name(column), number.getAsDouble());
    } else if (!Cells.isMissing(cell)) {
      read.faults.add("column " + name(column) + ": '" + cell + "' is no finite number");
    }
  }

  private void addValue(ReadRow read, Row row, int column) {
    String key = layout.key(row, column);
    read.keys.add(key);
    String cell = row.cell(column);
    OptionalDouble number = Cells.number(cell);
    if (number.isPresent()) {
      read.values.add(new Value(key, number.getAsDouble()));
    } else if (Cells.isMissing(cell)) {
      read.missing++;
    } else {
      read.faults.add("column " + name(column) + ": '" + cell + "' is no finite number");
    }
  }

  private long time(Row row) {
    // In the long form every series has a clock of its own that may stand in the doubled hour.
    String clock = layout.series() < 0 ? "" : row.cell(layout.series());
    long previous = previousTimes.getOrDefault(clock, Long.MIN_VALUE);
    long time = layout.format().parse(row.cell(layout.time())).millis(layout.zone(), previous);
    previousTimes.put(clock, time);
    return time;
  }

  private String why(DateTimeException e) {
    return e.getMessage().contains("does not exist")
        ? "is no moment: " + e.getMessage()
        : "is no time in the format " + layout.format();
  }

  private String name(int column) {
    return layout.columns().get(column);
  }

  /** A value of a series. */
  record Value(String key, double value) {}

  /** What one row gave. */
  static final class ReadRow {
    private final long line;
    private final List<Value> values = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final Map<String, Double> covariates = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private boolean hasTime;
    private long time;
    private int missing;

    private ReadRow(long line) {
      this.line = line;
    }

    /** Line on which the row ends, from 1. */
    long line() {
      return line;
    }

    /** Whether its time, and with it the rest, could be read. */
    boolean hasTime() {
      return hasTime;
    }

    /** Event time of its values, in milliseconds since 1970-01-01T00:00Z. */
    long time() {
      return time;
    }

    List<Value> values() {
      return values;
    }

    /** The series that it speaks of, those without a value too. */
    List<String> keys() {
      return keys;
    }

    /** What goes with each of its values, by name. */
    Map<String, Double> covariates() {
      return covariates;
    }

    /** One sentence for each thing in the row that could not be read. */
    List<String> faults() {
      return faults;
    }

    /** Cells that say that there is no value. */
    int missing() {
      return missing;
    }
  }
}
