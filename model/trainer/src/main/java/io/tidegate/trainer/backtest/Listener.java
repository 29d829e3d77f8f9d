package io.tidegate.trainer.backtest;

import io.tidegate.kernel.forecast.Forecast;

/** Told how a backtest goes. */
public interface Listener {
  /** A row was taken: so many of {@code rows} are done. */
  default void row(int done, int rows) {}

  /** A retraining begins; {@code row} is the first that it does not see. */
  default void retraining(int row) {}

  /** A retraining came to its end. */
  default void retrained(Retrained retrained) {}

  /** A forecast was made from the newest row, which is {@code row}. */
  default void forecast(int series, int row, Forecast forecast) {}

  /** The same, of the series that was started anew in mid-stream. */
  default void newcomerForecast(int series, int row, Forecast forecast) {}
}
