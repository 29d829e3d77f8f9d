package io.tidegate.trainer.backtest;

/**
 * What errors of one series are measured by; all from its training part, never updated.
 *
 * @param mean of the values
 * @param deviation their standard deviation (divided by n)
 * @param seasonalError mean absolute error of seasonal naive one step ahead, the unit of MASE
 */
record Yardstick(double mean, double deviation, double seasonalError) {

  static Yardstick of(DataSet data, int index, int training) {
    double mean = 0;
    double squares = 0;
    int count = 0;
    double changes = 0;
    int pairs = 0;
    int season = data.season() < training ? data.season() : 1;
    for (int row = 0; row < training; row++) {
      double value = data.value(index, row);
      if (!Double.isNaN(value)) {
        count++;
        double delta = value - mean;
        mean += delta / count;
        squares += delta * (value - mean);
        double before = row < season ? Double.NaN : data.value(index, row - season);
        if (!Double.isNaN(before)) {
          changes += Math.abs(value - before);
          pairs++;
        }
      }
    }
    return new Yardstick(mean, positive(Math.sqrt(squares / count)), positive(changes / pairs));
  }

  /** What cannot divide says nothing. */
  private static double positive(double value) {
    return value > 0 ? value : Double.NaN;
  }
}
