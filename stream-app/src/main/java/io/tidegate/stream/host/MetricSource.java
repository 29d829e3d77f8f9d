package io.tidegate.stream.host;

/** Something that can be measured now. */
interface MetricSource {
  /** Measures and tells {@code readings}. */
  void measure(Readings readings);
}
