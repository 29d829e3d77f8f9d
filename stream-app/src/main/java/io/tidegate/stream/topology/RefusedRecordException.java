package io.tidegate.stream.topology;

/**
 * A record of the observations topic that no series can take; it becomes a dead letter. Thrown
 * before any store is written.
 */
final class RefusedRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The reason, as one sentence. */
  RefusedRecordException(String reason) {
    // No stack trace: a flood of bad records must stay cheap, and the reason says it all.
    super(reason, null, false, false);
  }
}
