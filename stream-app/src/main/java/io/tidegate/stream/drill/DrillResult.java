package io.tidegate.stream.drill;

/** What a drill found. */
public interface DrillResult {
  /** Whether every promise was kept. */
  boolean kept();

  /** A table for the terminal, and what follows from it. */
  String text();
}
