package io.tidegate.trainer.backtest;

/** A simple forecaster of one series that learns as it goes. One thread. */
sealed interface Baseline permits Persistence, SeasonalNaive, OnlineRidge {
  /** Takes the value of the next row. */
  void observe(double value);

  /**
   * Looks ahead from the newest row.
   *
   * @return [steps], new
   */
  double[] points(int steps);
}
