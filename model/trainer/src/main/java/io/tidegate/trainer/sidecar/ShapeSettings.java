package io.tidegate.trainer.sidecar;

import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.model.Size;
import io.tidegate.wire.Configuration;
import io.tidegate.wire.ConfigurationException;
import java.util.List;

/**
 * Which shape the next candidate gets. Immutable.
 *
 * @param units hidden units of a layer; 0: as the parent
 * @param layers LSTM layers; 0: as the parent
 * @param horizon steps ahead; 0: as the parent
 * @param levels quantile levels; empty: as the parent
 */
public record ShapeSettings(int units, int layers, int horizon, List<Float> levels) {
  /** Copies the list. */
  public ShapeSettings {
    levels = List.copyOf(levels);
  }

  static ShapeSettings of(Configuration from, Size size) {
    ShapeSettings settings =
        new ShapeSettings(
            from.integer(ShapeKeys.UNITS),
            from.integer(ShapeKeys.LAYERS),
            from.integer(ShapeKeys.HORIZON),
            levels(from));
    size.refusal(settings.of(size.shape()))
        .ifPresent(
            reason -> {
              throw new ConfigurationException(
                  String.join(", ", ShapeKeys.UNITS, ShapeKeys.LAYERS, ShapeKeys.HORIZON)
                      + " and "
                      + ShapeKeys.LEVELS
                      + ": "
                      + reason);
            });
    return settings;
  }

  private static List<Float> levels(Configuration from) {
    try {
      List<Float> levels = from.list(ShapeKeys.LEVELS).stream().map(Float::parseFloat).toList();
      if (!levels.isEmpty()) {
        ModelShape one = ModelShape.STANDARD;
        return new ModelShape(one.units(), one.layers(), one.lags(), one.horizon(), levels)
            .levels();
      }
      return levels;
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(ShapeKeys.LEVELS + ": " + e.getMessage());
    }
  }

  /** The candidate's shape. */
  public ModelShape of(ModelShape parent) {
    return new ModelShape(
        units == 0 ? parent.units() : units,
        layers == 0 ? parent.layers() : layers,
        parent.lags(),
        horizon == 0 ? parent.horizon() : horizon,
        levels.isEmpty() ? parent.levels() : levels);
  }
}
