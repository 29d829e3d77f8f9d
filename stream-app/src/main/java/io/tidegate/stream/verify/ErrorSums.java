package io.tidegate.stream.verify;

/** Sums over matured forecasts of one series at one step ahead, in the series' unit. */
final class ErrorSums {
  private long forecasts;
  private double absolute;
  private double squared;
  private long held;

  void add(Outlook outlook, double actual) {
    double error = actual - outlook.point();
    forecasts++;
    absolute += Math.abs(error);
    squared += error * error;
    if (actual >= outlook.low() && actual <= outlook.high()) {
      held++;
    }
  }

  /** Adds another series' sums, in units of {@code scale}. */
  void add(ErrorSums of, double scale) {
    forecasts += of.forecasts;
    absolute += of.absolute / scale;
    squared += of.squared / (scale * scale);
    held += of.held;
  }

  long forecasts() {
    return forecasts;
  }

  ErrorFigures figures() {
    return new ErrorFigures(
        absolute / forecasts, Math.sqrt(squared / forecasts), (double) held / forecasts);
  }
}
