package io.tidegate.stream.topology;

/** Counts what one record does to a partition's books. Used by one thread, for one record. */
final class LedgerEntries {
  private final long offset;
  private long accepted;
  private long late;
  private long duplicates;
  private long knownFuture;
  private long feedback;
  private long ticks;
  private long changes;
  private long parked;
  private long unconfirmed;
  private long series;
  private long challenged;
  private long checkpoint = Ledger.NO_CHECKPOINT;
  private long time = Ledger.Lookout.NO_TIME;
  private long expired;
  private long open;
  private long missing;

  /** Counts for the record at {@code offset}. */
  LedgerEntries(long offset) {
    this.offset = offset;
  }

  /** The observation at {@code of} was accepted; an earlier one had been parked. */
  void accepted(long of) {
    accepted++;
    unpark(of);
  }

  void late() {
    late++;
  }

  void duplicate() {
    duplicates++;
  }

  void knownFuture() {
    knownFuture++;
  }

  void feedback() {
    feedback++;
  }

  void tick() {
    ticks++;
  }

  /** The record reset, forgot or imported a series. */
  void change() {
    changes++;
  }

  /** The partition has come to that event time, unless it was past it already. */
  void reached(long eventTime) {
    time = Math.max(time, eventTime);
  }

  /** The highest event time of the partition after this record, where it was {@code before}. */
  long time(Ledger before) {
    return Math.max(time, before.lookout().time());
  }

  void parked() {
    parked++;
  }

  /** The parked observation at {@code of} becomes a dead letter. */
  void unconfirmed(long of) {
    unconfirmed++;
    unpark(of);
  }

  void newSeries() {
    series++;
  }

  /** A series was forgotten because somebody wanted it. */
  void forgotten() {
    series--;
  }

  /** A series was forgotten because it was silent for long. */
  void expired() {
    series--;
    expired++;
  }

  /** Alerts were opened, or fewer than none if more were resolved. */
  void alerts(int opened, int ofMissingData) {
    open += opened;
    missing += ofMissingData;
  }

  /** A series has a challenger's state from now on. */
  void challenged() {
    challenged++;
  }

  /** A series has no challenger's state any more. */
  void unchallenged() {
    challenged--;
  }

  /** The record belongs to the checkpoint at that offset. */
  void checkpoint(long of) {
    checkpoint = of;
  }

  private void unpark(long of) {
    if (of != offset) {
      parked--;
    }
  }

  /** The books after this record. */
  Ledger addTo(Ledger before) {
    return new Ledger(
        before.plan(),
        before.since(),
        offset + 1,
        before.accepted() + accepted,
        before.late() + late,
        before.duplicates() + duplicates,
        before.knownFuture() + knownFuture,
        before.feedback() + feedback,
        before.ticks() + ticks,
        before.changes() + changes,
        before.parked() + parked,
        before.unconfirmed() + unconfirmed,
        before.series() + series,
        before.challenged() + challenged,
        checkpoint,
        before.size(),
        new Ledger.Lookout(
            time(before),
            before.lookout().expired() + expired,
            before.lookout().open() + open,
            before.lookout().missing() + missing));
  }
}
