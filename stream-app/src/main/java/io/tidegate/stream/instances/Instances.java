package io.tidegate.stream.instances;

import io.tidegate.stream.topology.LocalSeries;
import io.tidegate.stream.topology.StoredSeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Answers for every series, whichever instance of the application holds it: from the stores of this
 * one, or by asking the one that has the active copy; where that does not answer, from whatever
 * standby or half restored copy lags least. Thread-safe.
 */
public final class Instances {
  /** Header by which an instance asks: it is answered from what is here, and nobody is asked. */
  public static final String ASKED_BY_AN_INSTANCE = "Tidegate-Instance";

  /** While a standby copy becomes the active one there is a moment in which it cannot be read. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final KafkaStreams streams;
  private final LocalSeries local;
  private final Peers peers = new Peers();
  private final Optional<String> own;

  /**
   * @param own HOST:PORT by which the others reach this instance; empty if they cannot
   */
  public Instances(KafkaStreams streams, Optional<String> own) {
    this.streams = streams;
    this.local = new LocalSeries(streams);
    this.own = own;
  }

  /** What this instance itself has of a series; empty if it has no copy of its partition. */
  public Optional<SeriesDocument> here(int partition, String series) {
    return local
        .read(partition, series)
        .map(copy -> SeriesDocument.of(series, partition, own.orElse(null), copy));
  }

  /**
   * The best that any instance has of a series.
   *
   * @param partition of the observations topic that it is in, where that is known; else it is the
   *     one that Kafka's producers choose by the key
   * @return empty if no instance answers, or it is not known yet who has what
   */
  public Optional<SeriesDocument> find(OptionalInt partition, String series) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Optional<SeriesDocument> found = findNow(partition, series);
    while (found.isEmpty() && System.nanoTime() < deadline && pause()) {
      found = findNow(partition, series);
    }
    return found;
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Optional<SeriesDocument> findNow(OptionalInt partition, String series) {
    Optional<KeyQueryMetadata> place = place(partition, series);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    int at = place.get().partition();
    Optional<SeriesDocument> best = here(at, series).filter(SeriesDocument::isTold);
    for (String instance : others(place.get())) {
      if (best.isPresent() && !best.get().stale()) {
        break;
      }
      best = better(best, peers.ask(instance, at, series).filter(SeriesDocument::isTold));
    }
    return best;
  }

  private static Optional<SeriesDocument> better(
      Optional<SeriesDocument> one, Optional<SeriesDocument> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return other.get().betterThan(one.get()) ? other : one;
  }

  /** The one with the active copy first. */
  private List<String> others(KeyQueryMetadata place) {
    List<HostInfo> hosts = new ArrayList<>();
    hosts.add(place.activeHost());
    hosts.addAll(place.standbyHosts());
    return hosts.stream()
        .filter(host -> !host.equals(HostInfo.unavailable()))
        .map(host -> host.host() + ":" + host.port())
        .filter(address -> !own.equals(Optional.of(address)))
        .toList();
  }

  private Optional<KeyQueryMetadata> place(OptionalInt partition, String series) {
    try {
      KeyQueryMetadata found =
          partition.isPresent()
              ? streams.queryMetadataForKey(
                  StoredSeries.STORE,
                  series,
                  (topic, key, value, partitions) -> Optional.of(Set.of(partition.getAsInt())))
              : streams.queryMetadataForKey(
                  StoredSeries.STORE, series, Serdes.String().serializer());
      return Optional.ofNullable(found)
          .filter(place -> !place.equals(KeyQueryMetadata.NOT_AVAILABLE));
    } catch (StreamsNotStartedException | IllegalStateException e) {
      // Not yet, or not any more.
      return Optional.empty();
    }
  }
}
