package io.tidegate.trainer.fit;

import io.tidegate.kernel.model.Model;
import java.util.List;

/**
 * Everything that the bytes of a candidate depend on.
 *
 * @param parent where training starts
 * @param settings how it goes
 * @param series what it sees, in an order that does not depend on arrival
 * @param seed of every random choice
 */
public record FitRequest(Model parent, FitSettings settings, List<SeriesData> series, long seed) {
  /** Copies the list. */
  public FitRequest {
    series = List.copyOf(series);
  }
}
