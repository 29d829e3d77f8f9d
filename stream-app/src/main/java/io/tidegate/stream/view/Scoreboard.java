package io.tidegate.stream.view;

import java.util.List;
import java.util.Optional;

/**
 * How good matured forecasts were, at a near and at a far step. A forecast has matured when a later
 * accepted observation fell into the slot floor(time / step) that many steps after its origin.
 *
 * @param steps a score for each of {@link #STEPS} at which anything has matured
 */
public record Scoreboard(List<StepScore> steps) {
  /** Steps ahead that are scored. */
  public static final List<Integer> STEPS = List.of(1, 24);

  /** Number of matured forecasts that the overall score looks back on, at each step. */
  public static final int WINDOW = 2_000;

  /** Copies the list. */
  public Scoreboard {
    steps = List.copyOf(steps);
  }

  /** The score at {@code step} steps ahead; empty while no such forecast has matured. */
  public Optional<StepScore> at(int step) {
    return steps.stream().filter(score -> score.step() == step).findFirst();
  }
}
