package io.tidegate.stream.models;

import io.tidegate.schema.Lineage;
import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that the topics say of one version.
 *
 * @param version its number
 * @param snapshot its snapshot; absent where none was published, or it was withdrawn
 * @param created when the snapshot was published; absent for version 0 and where it is not known
 * @param decisions about this number, oldest first: a candidate that was not published leaves its
 *     number to the next
 * @param rolledBack the decision that took it back, unless it became the champion again since
 * @param uses by partition and offset
 * @param roles what the decision in force makes of it
 */
public record CatalogVersion(
    long version,
    Optional<ModelEntry> snapshot,
    Optional<Instant> created,
    List<DecisionHistory.Ruling> decisions,
    Optional<ModelDecisionEvent> rolledBack,
    List<VersionUse> uses,
    Set<Role> roles) {
  /** What a version is, in a word. */
  public enum State {
    /** At work on at least one partition; its forecasts are issued. */
    IN_USE,
    /** The champion by decision, and no partition has had a record since. */
    PROPOSED,
    /** Runs beside the champion on a share of the series, without output. */
    CHALLENGER,
    /** Was the champion, and was taken back. */
    ROLLED_BACK,
    /** Valid; was in use, and another took over. */
    USED,
    /** Valid; was the champion by decision, and another came before any partition took it. */
    PASSED_OVER,
    /** Valid, and nothing was decided about it. */
    CANDIDATE,
    /** Its snapshot cannot be used. */
    REFUSED,
    /** Trained, and not used because it was not shown to be better; its snapshot may be there. */
    REJECTED,
    /** Training did not end. */
    FAILED,
    /** The models topic has no snapshot of it any more. */
    GONE
  }

  /** What the decision in force makes of a version. */
  public enum Role {
    /** Its forecasts are issued, at each partition from the next record on. */
    CHAMPION,
    /** Is not replaced until it is unpinned. */
    PINNED,
    /** Runs beside the champion, without output. */
    CHALLENGER,
    /** Is the challenger because it was the champion before, and may take over again. */
    FORMER_CHAMPION
  }

  /** Copies. */
  public CatalogVersion {
    decisions = List.copyOf(decisions);
    uses = List.copyOf(uses);
    roles = Set.copyOf(roles);
  }

  /** Whether it is the one that partitions take at their next record. */
  public boolean proposed() {
    return roles.contains(Role.CHAMPION);
  }

  /** Whether the models topic has weights of it that can be used. */
  public boolean usable() {
    return snapshot.isPresent() && snapshot.get().state() == ModelEntry.State.VALID;
  }

  /** What it is now. */
  public State state() {
    if (!inUse().isEmpty()) {
      return State.IN_USE;
    }
    ModelDecision last = decision().map(ModelDecisionEvent::getDecision).orElse(null);
    if (snapshot.isEmpty()) {
      return withoutSnapshot(last);
    }
    if (!usable()) {
      return State.REFUSED;
    }
    if (proposed()) {
      return State.PROPOSED;
    }
    if (roles.contains(Role.CHALLENGER)) {
      return State.CHALLENGER;
    }
    return rolledBack.isPresent() ? State.ROLLED_BACK : retired(last);
  }

  private State withoutSnapshot(ModelDecision last) {
    if (uses.isEmpty() && last == ModelDecision.REJECTED) {
      return State.REJECTED;
    }
    return uses.isEmpty() && last == ModelDecision.FAILED ? State.FAILED : State.GONE;
  }

  private State retired(ModelDecision last) {
    if (!uses.isEmpty()) {
      return State.USED;
    }
    if (last == ModelDecision.REJECTED) {
      return State.REJECTED;
    }
    return last == null ? State.CANDIDATE : State.PASSED_OVER;
  }

  /** The newest decision about it that holds or held. */
  public Optional<ModelDecisionEvent> decision() {
    return decisions.stream()
        .filter(ruling -> ruling.refusal().isEmpty())
        .map(DecisionHistory.Ruling::decision)
        .reduce((first, second) -> second);
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
    if (snapshot.isPresent() && !usable()) {
      return snapshot.get().reason();
    }
    return rolledBack
        .or(this::decision)
        .map(ModelDecisionEvent::getReason)
        .orElse(snapshot.map(ModelEntry::reason).orElse(""));
  }
}
