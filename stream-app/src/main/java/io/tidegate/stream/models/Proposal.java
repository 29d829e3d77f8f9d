package io.tidegate.stream.models;

import io.tidegate.kernel.model.Model;
import io.tidegate.wire.ModelPlan;
import java.util.Optional;

/**
 * The versions that are to be at work, with their weights.
 *
 * @param plan as decided; it names no challenger whose weights are not here
 * @param champion weights of the champion
 * @param challenger weights of the challenger, if there is one
 */
public record Proposal(ModelPlan plan, Model champion, Optional<Model> challenger) {
  /** Whether it takes the place of what a partition has recorded. */
  public boolean supersedes(ModelPlan recorded) {
    boolean challengerCame = challenger.isPresent() && recorded.challenger().isEmpty();
    return plan.since() > recorded.since() || (plan.since() == recorded.since() && challengerCame);
  }
}
