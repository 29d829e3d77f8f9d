package io.tidegate.stream.verify;

import io.tidegate.schema.ForecastEvent;
import io.tidegate.wire.Float32Vector;
import java.util.ArrayList;
import java.util.List;

/**
 * What one forecast says of one step ahead, in the series' unit.
 *
 * @param point the median
 * @param low the lowest quantile
 * @param high the highest quantile
 */
record Outlook(double point, double low, double high) {
  /**
   * The outlooks of {@code steps}, which ascend; those beyond the forecast's horizon are left out.
   */
  static List<Outlook> of(ForecastEvent event, int[] steps) {
    float[] differences = Float32Vector.decode(event.getQuantiles());
    int levels = event.getQuantileCount();
    List<Outlook> outlooks = new ArrayList<>(steps.length);
    for (int step : steps) {
      int at = (step - 1) * levels;
      if (at + levels <= differences.length) {
        outlooks.add(
            new Outlook(
                event.getValue() + differences[at + levels / 2],
                event.getValue() + differences[at],
                event.getValue() + differences[at + levels - 1]));
      }
    }
    return outlooks;
  }
}
