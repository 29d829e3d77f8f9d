package io.tidegate.trainer.altered;

import java.util.List;

/**
 * A series whose anomalies are known.
 *
 * @param rows in the order of their times
 * @param windows in which an anomaly lies, ascending
 */
record Labelled(List<Row> rows, List<Window> windows) {
  /**
   * One value.
   *
   * @param time as it is written, first of all year-month-day hour:minute:second
   */
  record Row(String time, double value) {}

  /** A stretch of time, both ends included, as {@link Row#time} writes times. */
  record Window(String from, String to) {
    boolean holds(String time) {
      return from.compareTo(time) <= 0 && to.compareTo(time) >= 0;
    }
  }

  double least() {
    return rows.stream().mapToDouble(Row::value).min().orElse(0);
  }

  double most() {
    return rows.stream().mapToDouble(Row::value).max().orElse(0);
  }

  double deviation() {
    double mean = rows.stream().mapToDouble(Row::value).average().orElse(0);
    return Math.sqrt(
        rows.stream().mapToDouble(row -> Math.pow(row.value() - mean, 2)).average().orElse(0));
  }

  /** Index of the first row in a window; the number of rows if there is none. */
  int firstLabelled() {
    int row = 0;
    while (row < rows.size() && !labelled(rows.get(row).time())) {
      row++;
    }
    return row;
  }

  private boolean labelled(String time) {
    return windows.stream().anyMatch(window -> window.holds(time));
  }

  /** Other rows: each window shrinks to the rows that are left of it, or goes. */
  Labelled with(List<Row> others) {
    List<Window> left =
        windows.stream()
            .map(window -> others.stream().map(Row::time).filter(window::holds).toList())
            .filter(times -> !times.isEmpty())
            .map(times -> new Window(times.get(0), times.get(times.size() - 1)))
            .toList();
    return new Labelled(others, left);
  }
}
