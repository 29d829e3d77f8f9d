package io.tidegate.stream.view;

/**
 * Errors one step ahead beside those of "as it was", the newest weighing most: a pair's weight
 * falls by half with every {@value #HALF_LIFE} that follow it. Not thread-safe.
 */
final class RecentError {
  private static final int HALF_LIFE = 100;
  private static final double KEPT = Math.pow(.5, 1. / HALF_LIFE);

  private double forecast;
  private double persistence;

  void add(MaturedPair pair) {
    forecast = KEPT * forecast + pair.forecast();
    persistence = KEPT * persistence + pair.persistence();
  }

  /** The forecasts' error in units of persistence's; NaN where that is 0. */
  double ratio() {
    return persistence > 0 ? forecast / persistence : Double.NaN;
  }
}
