package io.tidegate.trainer.fit;

import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.series.SeriesSettings;
import java.util.List;

/**
 * The observations of one series that training may use.
 *
 * @param key the series
 * @param settings step, season, sign and size, as in production
 * @param observations in the order of their offsets
 */
public record SeriesData(String key, SeriesSettings settings, List<Observation> observations) {
  /** Copies the list. */
  public SeriesData {
    observations = List.copyOf(observations);
  }

  /**
   * The index of the first observation that is held back: the newest {@code fraction}, at most
   * {@code most}.
   */
  int heldBackFrom(double fraction, int most) {
    int rows = observations.size();
    return rows - Math.min(most, (int) (rows * fraction));
  }

  /** Standard deviation of the first {@code rows} values, in the series' unit. */
  double deviation(int rows) {
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < rows; i++) {
      double delta = observations.get(i).value() - mean;
      mean += delta / (i + 1);
      squares += delta * (observations.get(i).value() - mean);
    }
    return rows == 0 ? 0 : Math.sqrt(squares / rows);
  }
}
