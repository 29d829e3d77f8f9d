package io.tidegate.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.schema.SeriesStateSnapshot;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StateCheckpointsTest {
  private static final byte[] STATE = {1};

  private final StateCheckpoints checkpoints = new StateCheckpoints(3, 100);

  /** The books after a record at {@code offset} that belonged to {@code checkpoint}. */
  private static Ledger after(long offset, long checkpoint) {
    LedgerEntries entries = new LedgerEntries(offset);
    entries.checkpoint(checkpoint);
    return entries.addTo(Ledger.EMPTY);
  }

  private Optional<SeriesStateSnapshot> take(
      Ledger books, String series, long offset, byte[] before) {
    return checkpoints.take(checkpoints.at(books, offset), series, offset, 7_000, before);
  }

  @Test
  void aSeriesIsWrittenAtItsFirstRecordAfterEachCheckpointOnly() {
    assertThat(take(after(199, 100), "a", 200, STATE))
        .hasValueSatisfying(
            snapshot -> {
              assertThat(snapshot.getCheckpoint()).isEqualTo(200);
              assertThat(snapshot.getSourceOffset()).isEqualTo(200);
              assertThat(snapshot.getSourcePartition()).isEqualTo(3);
              assertThat(snapshot.getState().remaining()).isEqualTo(1);
            });
    assertThat(take(after(200, 200), "a", 201, STATE)).isEmpty();
    assertThat(take(after(201, 200), "b", 202, null))
        .hasValueSatisfying(snapshot -> assertThat(snapshot.getState().remaining()).isZero());
    assertThat(take(after(202, 200), "a", 310, STATE)).isPresent();
  }

  @Test
  void onesThatAreSwitchedOnInBetweenBeginWithTheNext() {
    Ledger running = after(149, Ledger.NO_CHECKPOINT);
    assertThat(checkpoints.at(running, 150)).isEqualTo(Ledger.NO_CHECKPOINT);
    assertThat(take(running, "a", 150, STATE)).isEmpty();
    assertThat(take(after(150, Ledger.NO_CHECKPOINT), "a", 200, STATE)).isPresent();
  }

  @Test
  void afterARestartTheCheckpointThatWasBegunIsGoneOnWith() {
    assertThat(take(after(250, 200), "a", 251, STATE)).isPresent();
  }

  @Test
  void withoutCheckpointsNothingIsWritten() {
    StateCheckpoints none = new StateCheckpoints(0, 0);
    assertThat(none.take(none.at(Ledger.EMPTY, 0), "a", 0, 0, null)).isEmpty();
    assertThat(none.at(Ledger.EMPTY, 0)).isEqualTo(Ledger.NO_CHECKPOINT);
  }
}
