package io.tidegate.stream.topology;

/** Counts what is refused. Thread-safe. */
public interface RefusalCounts {
  /** A record came that nothing else counts. */
  void record();

  /** A record became a dead letter. */
  void deadLetter();
}
