package io.tidegate.stream.audit;

import java.util.BitSet;

/** A set of offsets of one partition, one bit each. */
final class OffsetSet {
  private final BitSet bits = new BitSet();

  /**
   * Adds one.
   *
   * @return whether it was new
   */
  boolean add(long offset) {
    int at = Math.toIntExact(offset);
    boolean fresh = !bits.get(at);
    bits.set(at);
    return fresh;
  }

  long size() {
    return bits.cardinality();
  }

  /** How many are in both. */
  long common(OffsetSet other) {
    BitSet both = (BitSet) bits.clone();
    both.and(other.bits);
    return both.cardinality();
  }

  /** How many are in this one only. */
  long without(OffsetSet other) {
    return size() - common(other);
  }
}
