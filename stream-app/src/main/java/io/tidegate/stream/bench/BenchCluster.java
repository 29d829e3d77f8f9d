package io.tidegate.stream.bench;

import io.tidegate.stream.broker.EmbeddedBroker;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.pipeline.PipelineDirectory;
import io.tidegate.stream.topology.Cluster;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the measurement's topics are: a broker of its own in this process, or a cluster, on which
 * all that it makes begins with one name and is deleted at the end. One thread.
 */
final class BenchCluster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BenchCluster.class);

  private final Optional<EmbeddedBroker> broker;
  private final String name = "tidegate-bench-" + UUID.randomUUID().toString().substring(0, 8);
  private final Map<String, String> keys;
  private final Cluster cluster;

  private BenchCluster(
      Optional<EmbeddedBroker> broker, BenchOptions options, PipelineDirectory directory) {
    this.broker = broker;
    this.keys = keys(options, directory);
    this.cluster = Cluster.connect(options.settings().apply(keys).kafka());
  }

  static BenchCluster open(BenchOptions options, PipelineDirectory directory) {
    Optional<EmbeddedBroker> broker =
        options.bootstrap().isPresent()
            ? Optional.empty()
            : Optional.of(EmbeddedBroker.start(directory.broker(), 0));
    try {
      return new BenchCluster(broker, options, directory);
    } catch (RuntimeException e) {
      broker.ifPresent(EmbeddedBroker::close);
      throw e;
    }
  }

  private Map<String, String> keys(BenchOptions options, PipelineDirectory directory) {
    Map<String, String> all = new HashMap<>();
    all.put(
        "kafka.bootstrap.servers",
        options.bootstrap().orElseGet(() -> broker.orElseThrow().bootstrapServers()));
    all.put("tidegate.topics.prefix", name + ".");
    all.put("tidegate.application.id", name);
    all.put("tidegate.state.dir", directory.streams().toString());
    // The made series' time runs faster than the clock.
    all.put("tidegate.time.tolerance", "PT10000000H");
    return all;
  }

  /** The user's settings, on this cluster. */
  StreamSettings settings(BenchOptions options) {
    return options.settings().apply(keys);
  }

  /** The same as another application. */
  StreamSettings settings(BenchOptions options, String other) {
    Map<String, String> changed = new HashMap<>(keys);
    changed.put("tidegate.application.id", name + "-" + other);
    return options.settings().apply(changed);
  }

  boolean embedded() {
    return broker.isPresent();
  }

  /** A topic of this measurement. */
  String topic(String of) {
    return name + "." + of;
  }

  short replication() {
    return (short) (embedded() ? 1 : -1);
  }

  void create(Collection<NewTopic> topics) {
    try {
      cluster.answer(cluster.admin().createTopics(topics).all());
    } catch (ExecutionException e) {
      throw new BenchException("cannot make the topics: " + e.getCause().getMessage(), e);
    }
  }

  /** Offsets after the last record of each partition. */
  Map<TopicPartition, Long> ends(String topic, int partitions) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (int one = 0; one < partitions; one++) {
      asked.put(new TopicPartition(topic, one), OffsetSpec.latest());
    }
    try {
      Map<TopicPartition, Long> ends = new HashMap<>();
      cluster
          .answer(cluster.admin().listOffsets(asked).all())
          .forEach((partition, end) -> ends.put(partition, end.offset()));
      return ends;
    } catch (ExecutionException e) {
      throw new BenchException("cannot see topic " + topic + ": " + e.getCause(), e);
    }
  }

  /** Bytes of one copy of a topic on the brokers' disks. */
  long bytes(String topic) {
    try {
      List<Integer> brokers =
          cluster.answer(cluster.admin().describeCluster().nodes()).stream()
              .map(node -> node.id())
              .toList();
      Map<TopicPartition, Long> largest = new HashMap<>();
      cluster
          .answer(cluster.admin().describeLogDirs(brokers).allDescriptions())
          .values()
          .forEach(
              directories ->
                  directories
                      .values()
                      .forEach(
                          one ->
                              one.replicaInfos()
                                  .forEach(
                                      (partition, replica) ->
                                          largest.merge(partition, replica.size(), Math::max))));
      return largest.entrySet().stream()
          .filter(one -> one.getKey().topic().equals(topic))
          .mapToLong(Map.Entry::getValue)
          .sum();
    } catch (ExecutionException e) {
      throw new BenchException("cannot see the size of topic " + topic + ": " + e.getCause(), e);
    }
  }

  private void clean() {
    try {
      List<String> topics =
          cluster.answer(cluster.admin().listTopics().names()).stream()
              .filter(topic -> topic.startsWith(name))
              .toList();
      cluster.answer(cluster.admin().deleteTopics(topics).all());
      List<String> groups =
          cluster.answer(cluster.admin().listGroups().all()).stream()
              .map(group -> group.groupId())
              .filter(group -> group.startsWith(name))
              .toList();
      cluster.answer(cluster.admin().deleteConsumerGroups(groups).all());
    } catch (ExecutionException | RuntimeException e) {
      LOG.warn("topics or groups whose names begin with {} may be left on the cluster", name, e);
    }
  }

  @Override
  public void close() {
    if (!embedded()) {
      clean();
    }
    cluster.close();
    broker.ifPresent(EmbeddedBroker::close);
  }
}
