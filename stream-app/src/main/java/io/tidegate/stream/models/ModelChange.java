package io.tidegate.stream.models;

import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.wire.ModelPlan;
import java.util.List;

/**
 * What a person's decision comes to: which plan it replaces, and by what. No version runs beside
 * the champion that a person chose.
 *
 * @param decision the kind
 * @param version decided on
 * @param before the plan that it is made on
 * @param champion from then on
 * @param pinned from then on
 */
public record ModelChange(
    ModelDecision decision, long version, ModelPlan before, long champion, boolean pinned) {
  /** What will be done and what was so before, as one sentence without its point. */
  public String sentence() {
    String now = "version " + before.champion();
    String done =
        switch (decision) {
          case PROMOTED -> "version " + champion + " takes over from " + now;
          case ROLLED_BACK -> "back to version " + champion + " from " + now;
          case PINNED ->
              champion == before.champion()
                  ? now + " stays the champion until it is unpinned"
                  : "version " + champion + " takes over from " + now + " until it is unpinned";
          default -> now + " stays the champion and may be replaced again";
        };
    if (before.challenger().isEmpty()) {
      return done;
    }
    return done
        + (before.watching() ? "; the watch by version " : "; the trial of version ")
        + before.challenger().getAsLong()
        + " ends";
  }

  /** The event, but for its time and what it is based on. */
  ModelDecisionEvent.Builder event(String model, String reason) {
    return ModelDecisionEvent.newBuilder()
        .setName(model)
        .setVersion(version)
        .setDecision(decision)
        .setReason(reason)
        .setOffsets(List.of())
        .setChampion(champion)
        .setPinned(pinned)
        .setBy(ModelOperations.OPERATOR);
  }
}
