package io.tidegate.kernel.series;

import io.tidegate.kernel.model.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The steps of a horizon at which forecasts are scored when they mature; the steps between take
 * their figures by interpolation over the logarithm of the step. Beyond half a day few of them are
 * multiples of a usual season, where persistence and seasonal naive coincide. Immutable.
 */
public final class StepGroups {
  /** The groups of states of format 1. */
  private static final List<Integer> FORMAT_1 =
      List.of(1, 2, 3, 5, 8, 12, 18, 24, 36, 48, 72, 96, 144, 192, 288, 384);

  private record Key(Size size, int horizon) {}

  private static final Map<Key, StepGroups> KNOWN = new ConcurrentHashMap<>();

  private final int[] steps;

  /** [horizon]: the last group whose step is at most this one. */
  private final int[] floors;

  /** [horizon]: how far a step lies between its group and the next, on the logarithm of steps. */
  private final double[] shares;

  private StepGroups(List<Integer> usual, int horizon) {
    int[] within = usual.stream().mapToInt(step -> step).filter(step -> step < horizon).toArray();
    this.steps = Arrays.copyOf(within, within.length + 1);
    this.steps[within.length] = horizon;
    this.floors = new int[horizon];
    this.shares = new double[horizon];
    floors[horizon - 1] = within.length;
    for (int step = 1; step < horizon; step++) {
      int at = Arrays.binarySearch(steps, step);
      int group = at >= 0 ? at : -at - 2;
      floors[step - 1] = group;
      double from = StrictMath.log(steps[group]);
      double to = StrictMath.log(steps[group + 1]);
      shares[step - 1] = (StrictMath.log(step) - from) / (to - from);
    }
  }

  /** The size's usual steps up to {@code horizon}, and the horizon itself. */
  public static StepGroups of(Size size, int horizon) {
    return KNOWN.computeIfAbsent(
        new Key(size, horizon), key -> new StepGroups(key.size.steps(), key.horizon));
  }

  static StepGroups ofFormat1(int horizon) {
    return new StepGroups(FORMAT_1, horizon);
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

  /** The last group whose step is at most {@code step}, which lies within the horizon. */
  public int floor(int step) {
    return floors[step - 1];
  }

  /** The last group up to {@code group} at no multiple of {@code rows}; 0 if there is none. */
  int apartFrom(int rows, int group) {
    int apart = group;
    while (apart > 0 && steps[apart] % rows == 0) {
      apart--;
    }
    return apart;
  }

  /** A bit for every group whose step is at most {@code steps}. */
  int upTo(long steps) {
    int groups = steps < 1 ? 0 : steps >= horizon() ? size() : floor((int) steps) + 1;
    return (1 << groups) - 1;
  }

  /** How far {@code step} lies between its {@link #floor} and the next group, in [0, 1). */
  public double share(int step) {
    return shares[step - 1];
  }

  /** The group of exactly {@code step}, or -1. */
  int indexOf(long step) {
    if (step < 1 || step > horizon()) {
      return -1;
    }
    int group = floor((int) step);
    return steps[group] == step ? group : -1;
  }
}
