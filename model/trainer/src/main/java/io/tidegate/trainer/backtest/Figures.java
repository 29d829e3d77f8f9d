package io.tidegate.trainer.backtest;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One figure for each measure. Immutable. */
final class Figures {
  private final Map<Measure, Double> values;

  Figures(Map<Measure, Double> values) {
    this.values = new EnumMap<>(values);
  }

  double get(Measure measure) {
    return values.getOrDefault(measure, Double.NaN);
  }

  /** The mean over series, of each measure over those that have it. */
  static Figures mean(List<Figures> all) {
    Map<Measure, Double> means = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
      means.put(
          measure,
          all.stream()
              .mapToDouble(one -> one.get(measure))
              .filter(Double::isFinite)
              .average()
              .orElse(Double.NaN));
    }
    return new Figures(means);
  }
}
