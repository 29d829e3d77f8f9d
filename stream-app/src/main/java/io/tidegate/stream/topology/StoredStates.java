package io.tidegate.stream.topology;

/** The encoded states of one series. Owns its arrays; they are not copied. */
final class StoredStates {
  private final byte[] champion;
  private final byte[] challenger;

  /**
   * @param champion null for a new series
   * @param challenger null where no challenger runs on the series
   */
  StoredStates(byte[] champion, byte[] challenger) {
    this.champion = champion;
    this.challenger = challenger;
  }

  /** Null for a new series. */
  byte[] champion() {
    return champion;
  }

  /** Null where no challenger runs on the series. */
  byte[] challenger() {
    return challenger;
  }

  /** Enters whether a challenger's state came or went, {@code after} being the one that is now. */
  void count(byte[] after, LedgerEntries entries) {
    if (challenger == null && after != null) {
      entries.challenged();
    } else if (challenger != null && after == null) {
      entries.unchallenged();
    }
  }
}
