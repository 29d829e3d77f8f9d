package io.tidegate.stream.verify;

/** Told how far a replay has come, in offsets of the observations topic. */
public interface Progress {
  /** It begins. */
  void begin(long offsets);

  /** This many are done. */
  void at(long offsets);

  /** Still at work, before it begins; does nothing by default. */
  default void look() {}
}
