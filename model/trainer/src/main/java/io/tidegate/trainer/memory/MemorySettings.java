package io.tidegate.trainer.memory;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the experiment does.
 *
 * @param distances how many steps back the answer lies, rising
 * @param units hidden units of every network
 * @param examples of each batch
 * @param updates at most, for each training
 * @param fadingSteps how far gradients are followed
 * @param explosionUpdates of the training with and without clipping
 * @param explosionRuns from how many different beginnings, each with and without clipping
 * @param seed of every random choice
 */
public record MemorySettings(
    List<Integer> distances,
    int units,
    int examples,
    int updates,
    int fadingSteps,
    int explosionUpdates,
    int explosionRuns,
    long seed) {
  /** Shortest distance. */
  public static final int SHORTEST = 10;

  /** Longest distance. */
  public static final int LONGEST = 500;

  /** Examples that no training sees. */
  static final int HELD_BACK = 256;

  /** Updates between looks at the held-back examples. */
  static final int LOOK_EVERY = 10;

  /** Held-back loss at which a training is done; guessing nothing costs 1. */
  static final double SOLVED = 0.05;

  /** Adam's, in the trainings by distance. */
  static final double RATE = 0.01;

  /** The gradient's norm above which it is clipped. */
  static final double CLIP = 1;

  /** Plain gradient descent's, in the explosion; Adam would hide it. */
  static final double EXPLOSION_RATE = 0.1;

  /** Distance of the number in the explosion. */
  static final int EXPLOSION_DISTANCE = 20;

  /** Largest eigenvalue of the recurrent weights, about, where the explosion starts. */
  static final double EXPLOSION_GAIN = 3;

  /** As published. */
  public static final MemorySettings STANDARD =
      new MemorySettings(List.of(10, 20, 50, 100, 500), 16, 32, 150, 200, 100, 3, 1);

  /** Shows the same in seconds. */
  public static final MemorySettings QUICK =
      new MemorySettings(List.of(10, 20), 16, 32, 80, 60, 40, 2, 1);

  /**
   * The distances up to {@code longest}, and that one.
   *
   * @throws IllegalArgumentException for one outside {@link #SHORTEST} to {@link #LONGEST}
   */
  public MemorySettings withLongest(int longest) {
    if (longest < SHORTEST || longest > LONGEST) {
      throw new IllegalArgumentException(
          "the longest distance must lie between "
              + SHORTEST
              + " and "
              + LONGEST
              + " steps, found "
              + longest);
    }
    List<Integer> kept =
        Stream.concat(distances.stream().filter(each -> each < longest), Stream.of(longest))
            .toList();
    return new MemorySettings(
        kept, units, examples, updates, fadingSteps, explosionUpdates, explosionRuns, seed);
  }

  /** The same with other random choices. */
  public MemorySettings withSeed(long other) {
    return new MemorySettings(
        distances, units, examples, updates, fadingSteps, explosionUpdates, explosionRuns, other);
  }
}
