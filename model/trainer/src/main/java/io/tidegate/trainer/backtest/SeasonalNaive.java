package io.tidegate.trainer.backtest;

/** What was one season ago; persistence until a season was seen. */
final class SeasonalNaive implements Baseline {
  private final double[] season;
  private int seen;

  SeasonalNaive(int season) {
    this.season = new double[season];
  }

  @Override
  public void observe(double value) {
    season[seen % season.length] = value;
    seen++;
  }

  @Override
  public double[] points(int steps) {
    double[] points = new double[steps];
    for (int step = 0; step < steps; step++) {
      int slot = seen < season.length ? seen - 1 : (seen + step) % season.length;
      points[step] = season[slot];
    }
    return points;
  }
}
