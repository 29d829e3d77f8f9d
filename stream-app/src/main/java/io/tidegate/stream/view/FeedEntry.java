package io.tidegate.stream.view;

import java.util.Optional;
import java.util.Set;

/**
 * Something that happened to the models.
 *
 * @param sequence grows with every new or changed entry; names the state of the feed, not the entry
 * @param id stays the same while the entry changes
 * @param kind what happened
 * @param time wall-clock time in milliseconds
 * @param modelName name of the model
 * @param version the version it is about
 * @param reason one sentence of whoever decided; empty for {@link Kind#IN_USE}
 * @param lossBefore error of the parent on the held-back part (no unit), where known
 * @param lossAfter error of the candidate on the same part, where known
 * @param by who decided: trainer or operator; empty for {@link Kind#IN_USE}
 * @param refusal why the decision is not in force, as one sentence; empty if it is or was
 * @param partitions input partitions that took the version into use; empty unless {@link
 *     Kind#IN_USE}
 */
public record FeedEntry(
    long sequence,
    String id,
    Kind kind,
    long time,
    String modelName,
    long version,
    String reason,
    Optional<Double> lossBefore,
    Optional<Double> lossAfter,
    String by,
    Optional<String> refusal,
    Set<Integer> partitions) {

  /** What can happen. */
  public enum Kind {
    /** A version became the champion. */
    PROMOTED,
    /** A version is not used, because it was not shown to be better. */
    REJECTED,
    /** A retraining did not end. */
    FAILED,
    /** A version runs beside the champion, without output. */
    CHALLENGING,
    /** The champion stays after its watch period. */
    KEPT,
    /** A former champion is the champion again. */
    ROLLED_BACK,
    /** The champion stays until it is unpinned. */
    PINNED,
    /** The champion may be replaced again. */
    UNPINNED,
    /** A decision of a kind that a later version of the software knows. */
    DECIDED,
    /** Partitions of the running stream took a version into use. */
    IN_USE
  }
}
