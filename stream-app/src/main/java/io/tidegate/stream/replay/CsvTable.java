package io.tidegate.stream.replay;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file as a table: named columns, then rows with the number of the line on which each ends.
 *
 * <p>Comma, semicolon, tab or bar separates, whichever is most frequent in the first line. A first
 * line in which some cell is a number or a time is data already; its columns are then called
 * column1, column2 and so on. One thread.
 */
final class CsvTable implements Closeable {
  private static final char[] DELIMITERS = {',', ';', '\t', '|'};
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final List<String> columns;
  private Row waiting;

  private CsvTable(Path file, CSVParser parser) {
    this.parser = parser;
    this.records = parser.iterator();
    Row first = read();
    if (first == null) {
      throw empty(file);
    }
    List<String> cells = new ArrayList<>(first.cells());
    cells.set(0, cells.get(0).replace(BYTE_ORDER_MARK, ""));
    if (cells.stream().anyMatch(CsvTable::isData)) {
      columns = IntStream.rangeClosed(1, cells.size()).mapToObj(i -> "column" + i).toList();
      waiting = new Row(first.line(), cells);
    } else {
      columns = List.copyOf(cells);
    }
  }

  /**
   * Opens the file at its first row of data.
   *
   * @throws ReplayException if there is no such file, it cannot be read or is empty
   */
  static CsvTable open(Path file) {
    if (Files.isDirectory(file)) {
      throw new ReplayException(file + " is a directory; name a CSV file");
    }
    try {
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
      return new CsvTable(file, format(delimiter(reader)).parse(reader));
    } catch (NoSuchFileException e) {
      throw new ReplayException("no file " + file + "; name a CSV file", e);
    } catch (IOException e) {
      throw new ReplayException("cannot read " + file + ": " + e, e);
    }
  }

  /** Number of lines, the one of names and empty ones too. */
  static long countLines(Path file) {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return lines.count();
    } catch (IOException e) {
      throw new ReplayException("cannot read " + file + ": " + e, e);
    }
  }

  static ReplayException empty(Path file) {
    return new ReplayException(
        file + " is empty: expected a line of column names and at least one row of data");
  }

  List<String> columns() {
    return columns;
  }

  /** The next row, or null after the last. */
  Row next() {
    if (waiting != null) {
      Row row = waiting;
      waiting = null;
      return row;
    }
    return read();
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  private Row read() {
    try {
      return records.hasNext() ? row(records.next()) : null;
    } catch (UncheckedIOException | IllegalStateException e) {
      throw new ReplayException(
          "line "
              + (parser.getCurrentLineNumber() + 1)
              + " is no CSV ("
              + e.getMessage()
              + "); mend its quotes",
          e);
    }
  }

  private Row row(CSVRecord record) {
    return new Row(parser.getCurrentLineNumber(), record.toList());
  }

  private static CSVFormat format(char delimiter) {
    return CSVFormat.DEFAULT
        .builder()
        .setDelimiter(delimiter)
        .setTrim(true)
        .setIgnoreSurroundingSpaces(true)
        .setIgnoreEmptyLines(true)
        .get();
  }

  private static char delimiter(BufferedReader reader) throws IOException {
    int reach = 1 << 16;
    reader.mark(reach);
    char[] beginning = new char[reach / 2];
    int length = reader.read(beginning);
    reader.reset();
    String line =
        new String(beginning, 0, Math.max(length, 0)).strip().lines().findFirst().orElse("");
    char best = ',';
    for (char delimiter : DELIMITERS) {
      if (count(line, delimiter) > count(line, best)) {
        best = delimiter;
      }
    }
    return best;
  }

  private static long count(String line, char delimiter) {
    return line.chars().filter(c -> c == delimiter).count();
  }

  private static boolean isData(String cell) {
    return Cells.number(cell).isPresent()
        || TimeFormat.usual().stream().anyMatch(format -> format.fits(cell));
  }

  /**
   * One row.
   *
   * @param line on which it ends, from 1
   * @param cells trimmed
   */
  record Row(long line, List<String> cells) {
    /** The cell of a column; empty where the row is too short. */
    String cell(int column) {
      return column < cells.size() ? cells.get(column) : "";
    }
  }
}
