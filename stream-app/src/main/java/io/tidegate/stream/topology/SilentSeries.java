package io.tidegate.stream.topology;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks at series that may have been silent for too long, by the partition's highest event time and
 * whichever series' record has moved it. A bounded number of them at each record: where many fall
 * silent at once the rest is found at the records that follow. Used by one thread.
 */
final class SilentSeries {
  /** Most series that are looked at for one record. */
  static final int MOST = 8;

  private final SeriesStep step;
  private final String topic;
  private final int partition;
  private final Deadlines deadlines;
  private final States states;

  /** What is kept of the partition's series, by name. */
  interface States {
    /** Null where there is none. */
    byte[] get(String series);

    void put(String series, byte[] state);

    /** Nothing is to be kept of the series. */
    void forget(String series, LedgerEntries entries);
  }

  /**
   * @param topic the observations topic
   */
  SilentSeries(SeriesStep step, String topic, int partition, Deadlines deadlines, States states) {
    this.step = step;
    this.topic = topic;
    this.partition = partition;
    this.deadlines = deadlines;
    this.states = states;
  }

  /**
   * Looks at those that are due.
   *
   * @param now highest event time of the partition, the record included
   * @param offset of the record
   */
  List<RecordOutcome.Output> look(long now, long offset, LedgerEntries entries) {
    List<RecordOutcome.Output> outputs = new ArrayList<>(0);
    for (Deadlines.Due due : deadlines.before(now, MOST)) {
      byte[] bytes = states.get(due.series());
      StoredSeries before = bytes == null ? null : StoredSeries.decode(bytes);
      if (before == null || before.indexed() != due.time()) {
        deadlines.move(due.series(), due.time(), StoredSeries.NEVER);
        continue;
      }
      SeriesStep.Looked looked =
          step.look(topic, partition, due.series(), before, now, offset, entries);
      outputs.addAll(looked.outputs());
      if (looked.after() == null) {
        states.forget(due.series(), entries);
        deadlines.move(due.series(), due.time(), StoredSeries.NEVER);
      } else {
        states.put(due.series(), looked.after().encode());
        deadlines.move(due.series(), due.time(), looked.after().indexed());
      }
    }
    return outputs;
  }
}
