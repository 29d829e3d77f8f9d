package io.tidegate.stream.topology;

import io.tidegate.kernel.model.Size;
import io.tidegate.stream.config.StreamSettings;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Fills the stores of an application that has never run, by way of their changelog topics: it finds
 * the states there when it starts and restores them. Used by one thread.
 */
public final class StoreSeeds {
  private static final byte[] PRESENT = {1};

  private final String states;
  private final String deadlines;
  private final String ledgers;
  private final Size size;
  private final Consumer<ProducerRecord<byte[], byte[]>> sink;

  /**
   * @param settings of the application
   * @param sink writes to the cluster
   */
  public StoreSeeds(StreamSettings settings, Consumer<ProducerRecord<byte[], byte[]>> sink) {
    this.states = states(settings);
    this.deadlines = changelog(settings.applicationId(), StoreIndex.STORE);
    this.ledgers = changelog(settings.applicationId(), Ledger.STORE);
    this.size = settings.size();
    this.sink = sink;
  }

  /** Name of a store's changelog topic. */
  public static String changelog(String application, String store) {
    return application + "-" + store + "-changelog";
  }

  /** Whether a topic is some store's changelog. */
  public static boolean isChangelog(String topic) {
    return topic.endsWith("-changelog");
  }

  /** Name of the changelog topic of the series' states. */
  public static String states(StreamSettings settings) {
    return changelog(settings.applicationId(), StoredSeries.STORE);
  }

  /** Bytes of a stored state by what they hold; a frame is around them. */
  public record Parts(int forecast, int alerts) {}

  /** The parts of a stored state. */
  public static Parts parts(byte[] state) {
    StoredSeries stored = StoredSeries.decode(state);
    return new Parts(
        stored.forecast().length, stored.alerts() == null ? 0 : stored.alerts().length);
  }

  /** The topics that must be there before the first seed, set as the application would set them. */
  public List<NewTopic> topics(int partitions, short replication) {
    return Stream.of(states, deadlines, ledgers)
        .map(topic -> topic(topic, partitions, replication))
        .toList();
  }

  /** A changelog topic, set as Kafka Streams and this application set theirs. */
  public static NewTopic topic(String name, int partitions, short replication) {
    Map<String, String> settings = new HashMap<>(StreamTopology.CHANGELOG);
    settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    return new NewTopic(
            name,
            Optional.of(partitions),
            replication < 0 ? Optional.empty() : Optional.of(replication))
        .configs(settings);
  }

  /**
   * Gives a series a state, and its place in the index of deadlines.
   *
   * @param partition of the series' observations
   * @param state as {@link PartitionReplay#state} gives it
   */
  public void series(String series, int partition, byte[] state) {
    byte[] key = series.getBytes(StandardCharsets.UTF_8);
    send(states, partition, key, state);
    long indexed = StoredSeries.decode(state).indexed();
    if (indexed != StoredSeries.NEVER) {
      send(deadlines, partition, Deadlines.key(indexed, series).get(), PRESENT);
    }
  }

  /**
   * Opens the books of a partition.
   *
   * @param series how many it has
   * @param time its highest event time
   */
  public void books(int partition, long series, long time) {
    LedgerEntries entries = new LedgerEntries(-1);
    entries.reached(time);
    for (long one = 0; one < series; one++) {
      entries.newSeries();
    }
    Ledger books = entries.addTo(Ledger.EMPTY.ofSize(size));
    byte[] key = Ledger.keyOf(partition).getBytes(StandardCharsets.UTF_8);
    send(ledgers, partition, key, books.encode());
  }

  private void send(String topic, int partition, byte[] key, byte[] value) {
    sink.accept(new ProducerRecord<>(topic, partition, key, value));
  }
}
