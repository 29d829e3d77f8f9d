package io.tidegate.kernel.series;

/**
 * Finds the length of a season in the rows of a ring, or that there is none. For series whose step
 * leaves a day without use: a step of a day, whose season may be a week, or seconds, whose day does
 * not fit the ring.
 *
 * <p>The rows are freed of their straight line and their autocorrelation r is taken. A season k is
 * the smallest lag whose r comes within a tenth of the largest, if r rose to it out of a dip, is at
 * least {@value #LEAST_CORRELATION} and repeats at 2k. White noise of 168 rows has r of about .08,
 * so chance alone does not reach the bound; a random walk has no dip followed by a repetition.
 *
 * <p>Source: Box, Jenkins and Reinsel, "Time series analysis", chapter 2 (autocorrelation).
 */
final class SeasonFinder {
  private static final double LEAST_CORRELATION = 0.5;
  private static final double LEAST_RISE = 0.4;
  private static final int LEAST_ROWS = 2;

  private SeasonFinder() {}

  /** The season in rows, from 2 to a third of the ring; 0 where there is none. */
  static int find(Ring ring) {
    int size = ring.size();
    double[] x = withoutLine(ring);
    int longest = size / 3;
    double[] r = new double[2 * longest + 1];
    double variance = product(x, 0);
    if (!(variance > 0)) {
      return 0;
    }
    double largest = 0;
    for (int lag = 1; lag < r.length; lag++) {
      // Unbiased: a long lag has fewer pairs.
      r[lag] = product(x, lag) / variance * size / (size - lag);
      largest = lag >= LEAST_ROWS && lag <= longest ? Math.max(largest, r[lag]) : largest;
    }
    double dip = r[1];
    for (int lag = LEAST_ROWS; lag <= longest; lag++) {
      boolean peak = r[lag] >= r[lag - 1] && r[lag] >= r[lag + 1];
      boolean high = r[lag] >= LEAST_CORRELATION && r[lag] >= 0.9 * largest;
      boolean repeats = r[2 * lag] >= LEAST_CORRELATION;
      dip = Math.min(dip, r[lag]);
      if (peak && high && repeats && r[lag] - dip >= LEAST_RISE) {
        return highestNear(lag, longest, r);
      }
    }
    return 0;
  }

  /** Noise may put a small peak just before the true one. */
  private static int highestNear(int lag, int longest, double[] r) {
    int highest = lag;
    for (int other = lag; other <= Math.min(longest, lag + lag / 8); other++) {
      highest = r[other] > r[highest] ? other : highest;
    }
    return highest;
  }

  /** Oldest row first, less the least-squares line. */
  private static double[] withoutLine(Ring ring) {
    int size = ring.size();
    double[] x = new double[size];
    double sum = 0;
    double slope = 0;
    double squares = 0;
    for (int i = 0; i < size; i++) {
      x[i] = ring.value(size - 1 - i);
      double at = i - (size - 1) / 2.0;
      sum += x[i];
      slope += at * x[i];
      squares += at * at;
    }
    for (int i = 0; i < size; i++) {
      x[i] -= sum / size + slope / squares * (i - (size - 1) / 2.0);
    }
    return x;
  }

  private static double product(double[] x, int lag) {
    double sum = 0;
    for (int i = lag; i < x.length; i++) {
      sum = Math.fma(x[i], x[i - lag], sum);
    }
    return sum;
  }
}
