package io.tidegate.trainer.backtest;

import io.tidegate.kernel.forecast.Observation;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a wide CSV: a header, then rows of one time and one number a series. Rows may be missing,
 * cells empty; the step is the difference of times that is seen most often.
 */
public final class CsvFile {
  private static final int MOST_MISSING_FOR_EACH_ROW = 4;

  private final Path file;
  private final List<String> columns;
  private final List<String> covariates;
  private final List<Long> times = new ArrayList<>();
  private final List<double[]> rows = new ArrayList<>();
  private int timeColumn;
  private int[] valueColumns;
  private List<String> names;

  private CsvFile(Path file, List<String> columns, List<String> covariates) {
    this.file = file;
    this.columns = columns;
    this.covariates = covariates;
  }

  /**
   * Reads a file.
   *
   * @param columns the series wanted; empty for every column but the time and the covariates
   * @param covariates columns that are no series, but known ahead of time for all of them
   * @param timeColumn its name; null for the first
   * @param mostRows rows of the even grid to read
   * @throws UnusableDataException in one line that names the file and the row or column
   */
  public static DataSet read(
      Path file, List<String> columns, List<String> covariates, String timeColumn, int mostRows) {
    CsvFile csv = new CsvFile(file, columns, covariates);
    List<String> lines = csv.lines();
    csv.header(lines.get(0), timeColumn);
    for (int i = 1; i < lines.size() && csv.rows.size() < mostRows; i++) {
      if (!lines.get(i).isBlank()) {
        csv.row(lines.get(i), i + 1);
      }
    }
    return csv.onGrid(mostRows);
  }

  private List<String> lines() {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new UnusableDataException("no file " + file);
    } catch (MalformedInputException e) {
      throw new UnusableDataException(file + ": expected text in UTF-8, found other bytes");
    } catch (IOException e) {
      throw new UnusableDataException("cannot read " + file + ": " + e.getMessage());
    }
    if (lines.isEmpty() || lines.get(0).isBlank()) {
      throw new UnusableDataException(
          file + " is empty: expected a header such as time,load and rows below it");
    }
    return lines;
  }

  private void header(String line, String time) {
    List<String> header = Arrays.stream(cells(line)).toList();
    timeColumn = time == null ? 0 : column(header, time);
    List<String> wanted = new ArrayList<>(columns);
    if (wanted.isEmpty()) {
      wanted.addAll(header);
      wanted.remove(timeColumn);
      wanted.removeAll(covariates);
    }
    if (wanted.isEmpty()) {
      throw new UnusableDataException(
          file + ": expected a time and at least one series, found the columns " + header);
    }
    names = List.copyOf(wanted);
    wanted.addAll(covariates);
    if (wanted.stream().distinct().count() < wanted.size()) {
      throw new UnusableDataException(
          file + ": expected each column once, as a series or as a covariate, found " + wanted);
    }
    valueColumns = wanted.stream().mapToInt(name -> column(header, name)).toArray();
  }

  private int column(List<String> header, String name) {
    int index = header.indexOf(name);
    if (index < 0) {
      throw new UnusableDataException(
          file + " has no column '" + name + "': expected one of " + String.join(", ", header));
    }
    return index;
  }

  private void row(String line, int number) {
    try {
      String[] cells = cells(line);
      long time = TimeFormat.millis(cell(cells, timeColumn));
      if (!times.isEmpty() && time <= times.get(times.size() - 1)) {
        throw new IllegalArgumentException(
            "expected a time after that of the row before, found " + cell(cells, timeColumn));
      }
      double[] values = new double[valueColumns.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = number(name(i), cell(cells, valueColumns[i]), time);
      }
      times.add(time);
      rows.add(values);
    } catch (RuntimeException e) {
      throw new UnusableDataException(file + " line " + number + ": " + e.getMessage());
    }
  }

  private String name(int column) {
    return column < names.size() ? names.get(column) : covariates.get(column - names.size());
  }

  private static double number(String name, String text, long time) {
    if (text.isEmpty() || text.equalsIgnoreCase("nan") || text.equals("NA")) {
      return Double.NaN;
    }
    try {
      return new Observation(0, time, Double.parseDouble(text)).value();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "column " + name + ": expected a number, found '" + text + "'", e);
    }
  }

  private static String cell(String[] cells, int index) {
    if (index >= cells.length) {
      throw new IllegalArgumentException(
          "expected at least " + (index + 1) + " cells, found " + cells.length);
    }
    return cells[index];
  }

  private static String[] cells(String line) {
    String[] cells = line.split(",", -1);
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cells[i].strip().replaceAll("^\ufeff?\"?|\"$", "");
    }
    return cells;
  }

  private DataSet onGrid(int mostRows) {
    if (rows.size() < 2) {
      throw new UnusableDataException(
          file + ": expected at least two rows below the header, found " + rows.size());
    }
    long start = times.get(0);
    long step = mostFrequentStep();
    long span = (times.get(times.size() - 1) - start) / step + 1;
    if (span > (long) MOST_MISSING_FOR_EACH_ROW * rows.size()) {
      throw new UnusableDataException(
          String.format(
              Locale.ROOT,
              "%s: %d rows lie scattered over %d steps of %d s: expected an even step",
              file,
              rows.size(),
              span,
              step / 1000));
    }
    double[][] values = new double[valueColumns.length][(int) Math.min(span, mostRows)];
    for (double[] one : values) {
      Arrays.fill(one, Double.NaN);
    }
    for (int i = 0; i < rows.size(); i++) {
      long slot = (times.get(i) - start) / step;
      for (int column = 0; column < values.length && slot < values[0].length; column++) {
        values[column][(int) slot] = rows.get(i)[column];
      }
    }
    String name = file.getFileName().toString().replaceAll("\\.[A-Za-z]+$", "");
    double[][] series = Arrays.copyOf(values, names.size());
    Map<String, double[]> known = new HashMap<>();
    for (int i = names.size(); i < values.length; i++) {
      known.put(name(i), values[i]);
    }
    return new DataSet(name, names, start, step, series, known);
  }

  private long mostFrequentStep() {
    Map<Long, Integer> counts = new HashMap<>();
    long best = times.get(1) - times.get(0);
    for (int i = 1; i < times.size(); i++) {
      long step = times.get(i) - times.get(i - 1);
      int count = counts.merge(step, 1, Integer::sum);
      if (count > counts.getOrDefault(best, 0)) {
        best = step;
      }
    }
    return best;
  }
}
