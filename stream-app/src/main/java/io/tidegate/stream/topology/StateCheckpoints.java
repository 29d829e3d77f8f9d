package io.tidegate.stream.topology;

import io.tidegate.schema.SeriesStateSnapshot;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Takes checkpoints of one partition: the states of all its series as they stood at every so many
 * offsets. Writing them all at one record would stop the partition for as long as it has series; so
 * each is written at its series' first record after the checkpoint, when it has not changed since.
 * Memory: the names of the series that had a record since the checkpoint. One thread.
 */
final class StateCheckpoints {
  private final int partition;
  private final long every;
  private final Set<String> written = new HashSet<>();
  private long current = Ledger.NO_CHECKPOINT;

  /**
   * @param every offsets from one checkpoint to the next; 0: none
   */
  StateCheckpoints(int partition, long every) {
    this.partition = partition;
    this.every = every;
  }

  /**
   * Where the checkpoint lies that a record belongs to, if all series that had a record since are
   * written: one that was switched on in between begins with the next.
   *
   * @param books of the partition before the record
   * @return -1 for none
   */
  long at(Ledger books, long offset) {
    if (every == 0) {
      return Ledger.NO_CHECKPOINT;
    }
    long checkpoint = offset - offset % every;
    boolean whole = books.checkpoint() == checkpoint || books.next() <= checkpoint;
    return whole ? checkpoint : Ledger.NO_CHECKPOINT;
  }

  /**
   * The state to be written at a record.
   *
   * @param checkpoint that the record belongs to, as {@link #at} says
   * @param time highest event time of the partition before the record
   * @param before state of the series before the record; null for a new one
   */
  Optional<SeriesStateSnapshot> take(
      long checkpoint, String series, long offset, long time, byte[] before) {
    if (checkpoint == Ledger.NO_CHECKPOINT) {
      return Optional.empty();
    }
    if (checkpoint != current) {
      current = checkpoint;
      written.clear();
    }
    if (!written.add(series)) {
      return Optional.empty();
    }
    return Optional.of(
        SeriesStateSnapshot.newBuilder()
            .setSourcePartition(partition)
            .setCheckpoint(checkpoint)
            .setSourceOffset(offset)
            .setPartitionTime(time == Ledger.Lookout.NO_TIME ? null : Instant.ofEpochMilli(time))
            .setState(before == null ? ByteBuffer.allocate(0) : ByteBuffer.wrap(before))
            .build());
  }
}
