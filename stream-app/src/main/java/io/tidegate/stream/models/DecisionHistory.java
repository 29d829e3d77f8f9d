package io.tidegate.stream.models;

import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.wire.DecisionLog;
import io.tidegate.wire.ModelPlan;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/**
 * The decisions about one model in their topic's order, each with what became of it. Not changed
 * once it is made, but {@link #stamp} needs one thread.
 */
public final class DecisionHistory {
  private final DecisionLog log = new DecisionLog();
  private final List<Link> links = new ArrayList<>();

  /** The champions that a rollback would go back through, the present one last. */
  private final Deque<Long> champions = new ArrayDeque<>();

  private final Map<Long, ModelDecisionEvent> rolledBack = new HashMap<>();

  private record Link(ModelDecisionEvent decision, Optional<String> refusal, ModelPlan plan) {}

  /**
   * A decision and whether it counts.
   *
   * @param decision as it was written
   * @param refusal why it is not in force, as one sentence; empty if it is or was
   */
  public record Ruling(ModelDecisionEvent decision, Optional<String> refusal) {}

  private DecisionHistory() {
    champions.addLast(ModelPlan.INITIAL.champion());
  }

  /** Follows {@code decisions}, all of one model, oldest first. */
  public static DecisionHistory of(List<ModelDecisionEvent> decisions) {
    DecisionHistory history = new DecisionHistory();
    decisions.forEach(history::take);
    return history;
  }

  private void take(ModelDecisionEvent decision) {
    long before = log.plan().champion();
    Optional<String> refusal = log.offer(decision);
    links.add(new Link(decision, refusal, log.plan()));
    long now = log.plan().champion();
    if (now == before) {
      return;
    }
    rolledBack.remove(now);
    if (decision.getDecision() == ModelDecision.ROLLED_BACK) {
      rolledBack.put(before, decision);
    }
    if (decision.getDecision() == ModelDecision.ROLLED_BACK && champions.contains(now)) {
      while (champions.getLast() != now) {
        champions.removeLast();
      }
    } else {
      champions.addLast(now);
    }
  }

  /** What the next decision has to be made on. */
  public ModelPlan newest() {
    return log.plan();
  }

  /**
   * The newest plan whose champion can be used: one that nobody has weights for is not in force
   * until they come.
   *
   * @param usable which versions have a valid snapshot
   */
  public ModelPlan inForce(LongPredicate usable) {
    for (int i = links.size() - 1; i >= 0; i--) {
      Link link = links.get(i);
      if (link.refusal().isEmpty() && usable.test(link.plan().champion())) {
        return link.plan();
      }
    }
    return ModelPlan.INITIAL;
  }

  /** Every decision, oldest first, with why it is not in force where it is not. */
  public List<Ruling> rulings(LongPredicate usable) {
    long inForce = inForce(usable).decided();
    return links.stream().map(link -> new Ruling(link.decision(), refusal(link, inForce))).toList();
  }

  private static Optional<String> refusal(Link link, long inForce) {
    // What is newer than the plan in force waits for its champion.
    return link.refusal().isPresent() || link.plan().decided() <= inForce
        ? link.refusal()
        : Optional.of(
            "its champion, version "
                + link.plan().champion()
                + ", has no valid snapshot in the models topic yet");
  }

  /** The champion that the present one took over from; none if it is the first. */
  public OptionalLong formerChampion() {
    return champions.stream()
        .mapToLong(Long::longValue)
        .limit(champions.size() - 1L)
        .reduce((first, second) -> second);
  }

  /** The decision that rolled {@code version} back, unless it became the champion again since. */
  public Optional<ModelDecisionEvent> rolledBack(long version) {
    return Optional.ofNullable(rolledBack.get(version));
  }

  /** Makes {@code decision} the next link; see {@link DecisionLog#stamp}. */
  ModelDecisionEvent.Builder stamp(ModelDecisionEvent.Builder decision, Instant now) {
    return log.stamp(decision, now);
  }
}
