package io.tidegate.stream.verify;

import java.util.Optional;

/**
 * What the comparison of one input partition's alerts found.
 *
 * @param compared events that were there in both
 * @param differing those of them that are not the same
 * @param missing events that the replay tells and the topic does not
 * @param unexpected events in the topic that the replay does not tell
 * @param expired events that retention has taken from the alerts topic
 * @param unknown events that could not be compared, because the replay lacks what led to them
 * @param first the first difference
 */
public record AlertVerdict(
    long compared,
    long differing,
    long missing,
    long unexpected,
    long expired,
    long unknown,
    Optional<Difference> first) {

  /** Everything that is not as it should be. */
  public long differences() {
    return differing + missing + unexpected;
  }
}
