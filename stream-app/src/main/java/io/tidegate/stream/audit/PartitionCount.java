package io.tidegate.stream.audit;

import io.tidegate.stream.topology.Ledger;

/** Counts what the topics hold of one input partition, up to an offset. */
final class PartitionCount {
  private final int partition;
  private final Ledger ledger;
  private final long end;
  private final OffsetSet records = new OffsetSet();
  private final OffsetSet forecasts = new OffsetSet();
  private final OffsetSet deadLetters = new OffsetSet();
  private final OffsetSet reports = new OffsetSet();
  private long waiting;
  private long forecastsTwice;
  private long deadLettersTwice;
  private long reportsTwice;

  /**
   * @param ledger the partition's books
   * @param committed the group's committed offset, read before the books. Whatever lies between the
   *     two is a dead letter: those are in no book.
   */
  PartitionCount(int partition, Ledger ledger, long committed) {
    this.partition = partition;
    this.ledger = ledger;
    this.end = Math.max(ledger.next(), committed);
  }

  void record(long offset) {
    if (offset < end) {
      records.add(offset);
    } else {
      waiting++;
    }
  }

  void forecast(long of) {
    if (of < end && !forecasts.add(of)) {
      forecastsTwice++;
    }
  }

  void deadLetter(long of) {
    if (of < end && !deadLetters.add(of)) {
      deadLettersTwice++;
    }
  }

  void report(long of) {
    if (of < end && !reports.add(of)) {
      reportsTwice++;
    }
  }

  PartitionAudit result() {
    return new PartitionAudit(
        partition,
        records.size(),
        waiting,
        ledger,
        forecasts.size(),
        deadLetters.size(),
        forecastsTwice,
        deadLettersTwice,
        reportsTwice,
        forecasts.common(deadLetters),
        forecasts.without(records) + deadLetters.without(records),
        reports.without(forecasts));
  }
}
