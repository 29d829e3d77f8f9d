package io.tidegate.stream.pipeline;

import io.tidegate.stream.topology.Ledger;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/**
 * The books of all partitions added up.
 *
 * @param late observations that came too late for a forecast
 * @param duplicates observations of a slot that already had one
 * @param knownFuture events that announced covariates
 * @param feedback events that said something about alerts
 * @param ticks events that said how late it is
 * @param changes events that reset, forgot or imported a series
 * @param parked observations that wait for their series' next
 */
public record Books(
    long late,
    long duplicates,
    long knownFuture,
    long feedback,
    long ticks,
    long changes,
    long parked) {
  /**
   * Reads the books of running streams.
   *
   * @throws org.apache.kafka.streams.errors.InvalidStateStoreException while they do not run
   */
  static Books of(KafkaStreams streams) {
    long late = 0;
    long duplicates = 0;
    long knownFuture = 0;
    long feedback = 0;
    long ticks = 0;
    long changes = 0;
    long parked = 0;
    var ledgers =
        streams.store(
            StoreQueryParameters.fromNameAndType(
                Ledger.STORE, QueryableStoreTypes.<String, byte[]>keyValueStore()));
    try (KeyValueIterator<String, byte[]> all = ledgers.all()) {
      while (all.hasNext()) {
        Ledger ledger = Ledger.decode(all.next().value);
        late += ledger.late();
        duplicates += ledger.duplicates();
        knownFuture += ledger.knownFuture();
        feedback += ledger.feedback();
        ticks += ledger.ticks();
        changes += ledger.changes();
        parked += ledger.parked();
      }
    }
    return new Books(late, duplicates, knownFuture, feedback, ticks, changes, parked);
  }

  /** What was entered since {@code earlier}. */
  Books since(Books earlier) {
    return new Books(
        late - earlier.late,
        duplicates - earlier.duplicates,
        knownFuture - earlier.knownFuture,
        feedback - earlier.feedback,
        ticks - earlier.ticks,
        changes - earlier.changes,
        parked - earlier.parked);
  }
}
