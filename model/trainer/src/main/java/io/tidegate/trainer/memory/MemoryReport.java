package io.tidegate.trainer.memory;

import java.util.List;

/** What was measured. */
record MemoryReport(
    MemorySettings settings,
    List<Recall> recalls,
    List<Fading> fadings,
    List<Explosion> explosions,
    String environment,
    double seconds) {

  /**
   * One training.
   *
   * @param updates until it was solved, or all
   * @param loss on held-back examples; 1 is what guessing nothing costs
   * @param accuracy share of right signs on them; guessing gives one half
   */
  record Recall(Kind kind, int distance, int updates, double loss, double accuracy) {}

  /**
   * How a gradient fades in a network that has learnt nothing yet.
   *
   * @param norms [k]: norm of the loss's gradient by the inputs k steps before the last one,
   *     divided by that of k = 0
   */
  record Fading(Kind kind, List<Double> norms) {}

  /**
   * A training on a task that explodes.
   *
   * @param seed of its weights and examples
   * @param clipped whether gradients were clipped
   * @param losses of each batch, before its update; fewer than there were to be where a gradient
   *     was no longer a finite number
   * @param norms of the gradients before clipping, where finite
   */
  record Explosion(long seed, boolean clipped, List<Double> losses, List<Double> norms) {}
}
