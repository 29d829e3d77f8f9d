package io.tidegate.stream.verify;

/**
 * The part of one input partition that is looked at.
 *
 * @param partition of the observations topic
 * @param start the offset that the replay begins at
 * @param from first offset whose forecast counts
 * @param to the offset before which the replay ends
 */
record Span(int partition, long start, long from, long to) {
  boolean counts(long offset) {
    return offset >= from && offset < to;
  }

  /** Whether the forecast counts, or the replay makes it on the way there. */
  boolean concerns(long offset) {
    return offset >= Math.min(start, from) && offset < to;
  }

  long records() {
    return Math.max(0, to - start);
  }
}
