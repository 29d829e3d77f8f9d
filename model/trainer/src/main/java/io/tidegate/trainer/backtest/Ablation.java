package io.tidegate.trainer.backtest;

import io.tidegate.kernel.series.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The same backtest with everything and without each of some parts: what a part buys is what its
 * absence costs. Only figures are kept of a run. One thread.
 */
public final class Ablation {
  private final Setup setup;
  private final List<Line> lines = new ArrayList<>();

  /**
   * What one run said.
   *
   * @param without the part that was off; empty for none
   * @param figures of Tidegate, one for each horizon, mean over series
   * @param seconds how long it took
   */
  record Line(Optional<Part> without, List<Figures> figures, double seconds) {}

  /** Nothing was run yet; {@code setup} is that of the run with everything. */
  public Ablation(Setup setup) {
    this.setup = setup;
  }

  Setup setup() {
    return setup;
  }

  /**
   * Takes the results of one run; the first is the one with everything.
   *
   * @param without the part that was off; null for none
   */
  public void add(Part without, Results results) {
    if (lines.isEmpty() != (without == null)) {
      throw new IllegalArgumentException("the run with everything comes first, and once");
    }
    List<Figures> figures = new ArrayList<>();
    for (int i = 0; i < setup.horizons().size(); i++) {
      figures.add(results.figures(Method.TIDEGATE, i));
    }
    lines.add(new Line(Optional.ofNullable(without), figures, results.seconds()));
  }

  List<Line> lines() {
    return List.copyOf(lines);
  }

  /** How much larger the error is than with everything, in per cent. */
  double change(Line line, int i) {
    double whole = lines.get(0).figures().get(i).get(Measure.STANDARDISED_MSE);
    return 100 * (line.figures().get(i).get(Measure.STANDARDISED_MSE) / whole - 1);
  }
}
