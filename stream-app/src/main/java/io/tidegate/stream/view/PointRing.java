package io.tidegate.stream.view;

import java.util.Arrays;

/**
 * The newest points of one series in order of time, at most {@code limit} of them. With each
 * observed value stand the forecasts made at it, as differences from the value (float32, as on the
 * wire): one for each of {@link Scoreboard#STEPS}, and the ends of the widest interval one step
 * ahead; NaN where there is none. Not thread-safe.
 */
final class PointRing {
  /** Row of the lower end of the widest interval one step ahead. */
  static final int LOW = Scoreboard.STEPS.size();

  /** Row of its upper end. */
  static final int HIGH = LOW + 1;

  /** Number of rows: one for each of {@link Scoreboard#STEPS}, {@link #LOW}, {@link #HIGH}. */
  static final int ROWS = HIGH + 1;

  private static final int FIRST_CAPACITY = 16;

  private final int limit;
  private long[] times;
  private double[] values;

  /** [ROWS][capacity]. */
  private final float[][] ahead = new float[ROWS][];

  private int start;
  private int size;

  PointRing(int limit) {
    this.limit = limit;
    int capacity = Math.min(limit, FIRST_CAPACITY);
    times = new long[capacity];
    values = new double[capacity];
    Arrays.setAll(ahead, s -> new float[capacity]);
  }

  /**
   * Appends a point, in place of the oldest when full.
   *
   * @param time milliseconds, later than the newest point's
   * @param differences [ROWS]
   */
  void add(long time, double value, float[] differences) {
    if (size == times.length && size < limit) {
      grow(Math.min(limit, 2 * size));
    }
    int slot = (start + size) % times.length;
    if (size == times.length) {
      start = (start + 1) % times.length;
    } else {
      size++;
    }
    times[slot] = time;
    values[slot] = value;
    for (int s = 0; s < ahead.length; s++) {
      ahead[s][slot] = differences[s];
    }
  }

  /** Drops every point at {@code time} or later. */
  void dropFrom(long time) {
    size = indexAtOrBefore(time - 1) + 1;
  }

  /** Makes the forecasts made so far unknown; the values stay. */
  void forgetForecasts() {
    for (float[] differences : ahead) {
      Arrays.fill(differences, Float.NaN);
    }
  }

  int size() {
    return size;
  }

  int limit() {
    return limit;
  }

  /** Time of point {@code i}; 0 is the oldest. */
  long time(int i) {
    return times[(start + i) % times.length];
  }

  /** Observed value of point {@code i}. */
  double value(int i) {
    return values[(start + i) % times.length];
  }

  /** The forecast made at point {@code i}: of step {@code STEPS.get(row)}, or an end; or NaN. */
  double forecast(int i, int row) {
    int slot = (start + i) % times.length;
    return values[slot] + ahead[row][slot];
  }

  /** Index of the newest point that is not later than {@code time}, or -1. */
  int indexAtOrBefore(long time) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (time(middle) <= time) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  private void grow(int capacity) {
    long[] oldTimes = times;
    double[] oldValues = values;
    int oldStart = start;
    int n = oldTimes.length;
    times = new long[capacity];
    values = new double[capacity];
    for (int i = 0; i < size; i++) {
      times[i] = oldTimes[(oldStart + i) % n];
      values[i] = oldValues[(oldStart + i) % n];
    }
    for (int s = 0; s < ahead.length; s++) {
      float[] old = ahead[s];
      ahead[s] = new float[capacity];
      for (int i = 0; i < size; i++) {
        ahead[s][i] = old[(oldStart + i) % n];
      }
    }
    start = 0;
  }
}
