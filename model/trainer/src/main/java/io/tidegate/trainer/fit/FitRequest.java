package io.tidegate.trainer.fit;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelShape;
import java.util.List;

/**
 * Everything that the bytes of a candidate depend on.
 *
 * @param parent where training starts
 * @param settings how it goes
 * @param series what it sees, in an order that does not depend on arrival
 * @param seed of every random choice
 * @param shape of the candidate
 */
public record FitRequest(
    Model parent, FitSettings settings, List<SeriesData> series, long seed, ModelShape shape) {
  /** Copies the list. */
  public FitRequest {
    series = List.copyOf(series);
  }

  /** For a candidate of its parent's shape. */
  public FitRequest(Model parent, FitSettings settings, List<SeriesData> series, long seed) {
    this(parent, settings, series, seed, parent.shape());
  }
}
