package io.tidegate.trainer.backtest;

/**
 * A stretch of rows one after the other, and the share of their actuals in the 90 % interval.
 *
 * @param series where
 * @param step how far ahead the forecasts were
 * @param from its first row
 * @param to its last row
 * @param coverage share of actuals inside
 */
record Stretch(String series, int step, int from, int to, double coverage) {
  /** Scored rows in a stretch. */
  static final int ROWS = 500;

  /** The worst one, or null where there are fewer rows. */
  static Stretch worst(DataSet data, int index, Parts parts, int step, Trace trace) {
    boolean[] inside = new boolean[parts.online()];
    int[] rows = new int[parts.online()];
    int count = 0;
    int covered = 0;
    Stretch worst = null;
    for (int row = parts.firstScored(); row < parts.end(); row++) {
      double actual = data.value(index, row);
      if (Double.isNaN(actual) || Double.isNaN(trace.point(row))) {
        continue;
      }
      rows[count] = row;
      inside[count] = actual >= trace.lower(row) && actual <= trace.upper(row);
      covered += inside[count] ? 1 : 0;
      count++;
      if (count > ROWS) {
        covered -= inside[count - 1 - ROWS] ? 1 : 0;
      }
      double share = (double) covered / ROWS;
      if (count >= ROWS && (worst == null || share < worst.coverage())) {
        worst = new Stretch(data.series().get(index), step, rows[count - ROWS], row, share);
      }
    }
    return worst;
  }
}
