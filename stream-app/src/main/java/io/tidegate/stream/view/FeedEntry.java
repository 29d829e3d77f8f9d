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
    Set<Integer> partitions) {

  /** What can happen. */
  public enum Kind {
    /** A retraining made a version that was published. */
    PROMOTED,
    /** A retraining made a version that was worse than its parent. */
    REJECTED,
    /** A retraining did not end. */
    FAILED,
    /** Partitions of the running stream took a version into use. */
    IN_USE
  }
}
