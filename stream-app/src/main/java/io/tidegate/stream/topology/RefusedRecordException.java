package io.tidegate.stream.topology;

import java.util.Optional;

/**
 * A record that no series can take; it becomes a dead letter. Thrown before anything is written.
 */
public final class RefusedRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String path;

  /** The reason, as one sentence. */
  RefusedRecordException(String reason) {
    this("", reason);
  }

  private RefusedRecordException(String path, String reason) {
    // No stack trace: a flood of bad records must stay cheap, and the reason says it all.
    super(reason, null, false, false);
    this.path = path;
  }

  /**
   * Of a field that is not what it has to be.
   *
   * @param path of the field in the record
   * @param expected in words
   * @param found in words
   */
  public static RefusedRecordException at(String path, String expected, String found) {
    return new RefusedRecordException(path, path + ": expected " + expected + ", found " + found);
  }

  /** The field that was refused, where it was one. */
  public Optional<String> path() {
    return path.isEmpty() ? Optional.empty() : Optional.of(path);
  }
}
