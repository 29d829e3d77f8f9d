package io.tidegate.stream.models;

import io.tidegate.schema.Lineage;
import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that the topics say of one version.
 *
 * @param version its number
 * @param snapshot its snapshot; absent where none was published, or it was withdrawn
 * @param created when the snapshot was published; absent for version 0
 * @param decisions about this number, oldest first: a candidate that was not published leaves its
 *     number to the next
 * @param uses by partition and offset
 * @param proposed whether it is the one that partitions take at their next record
 */
public record CatalogVersion(
    long version,
    Optional<ModelEntry> snapshot,
    Optional<Instant> created,
    List<ModelDecisionEvent> decisions,
    List<VersionUse> uses,
    boolean proposed) {
  /** What a version is, in a word. */
  public enum State {
    /** At work on at least one partition. */
    IN_USE,
    /** Valid and newest, and no partition has had a record since. */
    PROPOSED,
    /** Valid; was in use, and a newer one took over. */
    USED,
    /** Valid; a newer one came before any partition took it. */
    PASSED_OVER,
    /** Its snapshot cannot be used. */
    REFUSED,
    /** Trained, and not published because it was not better. */
    REJECTED,
    /** Training did not end. */
    FAILED,
    /** The models topic has no snapshot of it any more. */
    GONE
  }

  /** Copies. */
  public CatalogVersion {
    decisions = List.copyOf(decisions);
    uses = List.copyOf(uses);
  }

  /** What it is now. */
  public State state() {
    if (!inUse().isEmpty()) {
      return State.IN_USE;
    }
    if (snapshot.isEmpty()) {
      return withoutSnapshot();
    }
    if (snapshot.get().state() == ModelEntry.State.REFUSED) {
      return State.REFUSED;
    }
    if (proposed) {
      return State.PROPOSED;
    }
    return uses.isEmpty() ? State.PASSED_OVER : State.USED;
  }

  private State withoutSnapshot() {
    ModelDecision last = decision().map(ModelDecisionEvent::getDecision).orElse(null);
    if (uses.isEmpty() && last == ModelDecision.REJECTED) {
      return State.REJECTED;
    }
    return uses.isEmpty() && last == ModelDecision.FAILED ? State.FAILED : State.GONE;
  }

  /** The newest decision about it. */
  public Optional<ModelDecisionEvent> decision() {
    return decisions.isEmpty()
        ? Optional.empty()
        : Optional.of(decisions.get(decisions.size() - 1));
  }

  /** How it was trained; absent for version 0 and without a readable snapshot. */
  public Optional<Lineage> lineage() {
    return snapshot.flatMap(ModelEntry::lineage);
  }

  /** The partitions that it is at work on, ascending. */
  public List<Integer> inUse() {
    return uses.stream()
        .filter(use -> use.to().isEmpty())
        .map(VersionUse::partition)
        .sorted()
        .toList();
  }

  /** Why it is what it is, as one sentence; may be empty. */
  public String reason() {
    if (snapshot.isPresent() && snapshot.get().state() == ModelEntry.State.REFUSED) {
      return snapshot.get().reason();
    }
    return decision()
        .map(ModelDecisionEvent::getReason)
        .orElse(snapshot.map(ModelEntry::reason).orElse(""));
  }
}
