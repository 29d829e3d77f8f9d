package io.tidegate.benchmarks;

/** Nothing is timed that is not right. */
final class Checks {
  private Checks() {}

  static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalStateException("not so: " + what);
    }
  }
}
