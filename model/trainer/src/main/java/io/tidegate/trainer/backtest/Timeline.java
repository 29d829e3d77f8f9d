package io.tidegate.trainer.backtest;

/** Mean of a quantity over stretches of the origins. One thread. */
final class Timeline {
  private static final int STRETCHES = 120;

  private final int first;
  private final int end;
  private final double[] sums = new double[STRETCHES];
  private final long[] counts = new long[STRETCHES];

  /** For origins from {@code first} to before {@code end}. */
  Timeline(int first, int end) {
    this.first = first;
    this.end = end;
  }

  void add(int origin, double value) {
    int stretch = (int) ((long) (origin - first) * STRETCHES / (end - first));
    sums[stretch] += value;
    counts[stretch]++;
  }

  /** The middle of each stretch, as a row. */
  double[] rows() {
    double[] rows = new double[STRETCHES];
    for (int i = 0; i < STRETCHES; i++) {
      rows[i] = first + (i + .5) * (end - first) / STRETCHES;
    }
    return rows;
  }

  /** The mean of each stretch, NaN where there is none. */
  double[] means() {
    double[] means = new double[STRETCHES];
    for (int i = 0; i < STRETCHES; i++) {
      means[i] = counts[i] == 0 ? Double.NaN : sums[i] / counts[i];
    }
    return means;
  }
}
