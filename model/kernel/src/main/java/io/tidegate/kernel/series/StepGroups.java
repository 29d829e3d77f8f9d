package io.tidegate.kernel.series;

import java.util.Arrays;

/**
 * The steps of a horizon at which forecasts are scored when they mature; the steps between take
 * their interval by interpolation over the logarithm of the step. Immutable.
 */
public final class StepGroups {
  private static final int[] USUAL = {
    1, 2, 3, 5, 8, 12, 18, 24, 36, 48, 72, 96, 144, 192, 288, 384
  };

  private final int[] steps;

  /** The usual steps up to {@code horizon}, and the horizon itself. */
  public StepGroups(int horizon) {
    int[] within = Arrays.stream(USUAL).filter(step -> step < horizon).toArray();
    this.steps = Arrays.copyOf(within, within.length + 1);
    this.steps[within.length] = horizon;
  }

  /** Number of groups. */
  public int size() {
    return steps.length;
  }

  /** The step that stands for group {@code group}, from 1. */
  public int step(int group) {
    return steps[group];
  }

  /** The horizon that the groups were made for. */
  public int horizon() {
    return steps[steps.length - 1];
  }

  /** The last group whose step is at most {@code step}. */
  public int floor(int step) {
    int at = Arrays.binarySearch(steps, step);
    return at >= 0 ? at : -at - 2;
  }

  /** The group of exactly {@code step}, or -1. */
  int indexOf(int step) {
    return Math.max(-1, Arrays.binarySearch(steps, step));
  }
}
