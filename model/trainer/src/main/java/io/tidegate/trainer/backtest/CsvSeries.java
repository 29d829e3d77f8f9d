package io.tidegate.trainer.backtest;

import io.tidegate.kernel.forecast.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a wide CSV: one header line, a time such as 2016-07-01 00:00:00, then one column a series.
 */
final class CsvSeries {
  private CsvSeries() {}

  /**
   * The columns as series, in the order of the header.
   *
   * @throws IllegalArgumentException naming the line that cannot be read
   */
  static List<List<Observation>> read(Path file, int mostRows) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (lines.size() < 2) {
      throw new IllegalArgumentException(
          file + ": expected a header and rows, found " + lines.size() + " lines");
    }
    List<List<Observation>> series = new ArrayList<>();
    int columns = lines.get(0).split(",", -1).length - 1;
    for (int column = 0; column < columns; column++) {
      series.add(new ArrayList<>());
    }
    for (int i = 1; i < lines.size() && i <= mostRows; i++) {
      try {
        addRow(lines.get(i).split(",", -1), i - 1, series);
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(
            file
                + " line "
                + (i + 1)
                + ": expected a time and "
                + columns
                + " numbers: "
                + e.getMessage());
      }
    }
    return series;
  }

  private static void addRow(String[] cells, int row, List<List<Observation>> series) {
    long time =
        LocalDateTime.parse(cells[0].strip().replace(' ', 'T'))
            .toInstant(ZoneOffset.UTC)
            .toEpochMilli();
    for (int column = 0; column < series.size(); column++) {
      series
          .get(column)
          .add(new Observation(row, time, Double.parseDouble(cells[column + 1].strip())));
    }
  }
}
