package io.tidegate.stream.models;

/**
 * One link of a version's chain of parents.
 *
 * @param version of the parent
 * @param sha256 digest of the bytes that the child was trained from
 * @param standing what the topics hold of it now
 */
public record Ancestor(long version, String sha256, Standing standing) {
  /** What the topics hold of a parent. */
  public enum Standing {
    /** A snapshot of these bytes. */
    SAME,
    /** A snapshot of other bytes: published twice, or version 0 of other software. */
    OTHER_BYTES,
    /** No snapshot that could be read. */
    GONE
  }
}
