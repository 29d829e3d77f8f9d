package io.tidegate.stream.bench;

import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.drill.DrillListener;
import io.tidegate.stream.topology.StoreSeeds;
import io.tidegate.stream.topology.TopicCreation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes the topics, and writes every series' state into the changelogs, where the applications find
 * them when they start. One thread.
 */
final class Seeding {
  /** What is kept of a state in the changelog and in files that RocksDB has not yet cleaned up. */
  private static final double COPIES = 2.6;

  /** More than is written. */
  private static final double RECORDS_PER_SECOND = 25_000;

  private static final int REPORT = 1_000;

  private final BenchCluster cluster;
  private final BenchOptions options;
  private final StreamSettings settings;
  private final SmallState small;
  private final Population population;

  Seeding(
      BenchCluster cluster,
      BenchOptions options,
      StreamSettings settings,
      SmallState small,
      Population population) {
    this.cluster = cluster;
    this.options = options;
    this.settings = settings;
    this.small = small;
    this.population = population;
  }

  /** Refuses what the disk cannot hold; a cluster's disks are not seen. */
  void requireSpace(Path directory) {
    double state = population.state(0).length;
    double states = population.size() * (state + SmallState.STATE_BYTES) * COPIES;
    double seconds = options.duration().toMillis() / 1e3 * 3;
    double perSecond = options.rate().orElse(RECORDS_PER_SECOND);
    double needed = states + seconds * perSecond * (state + 2_000);
    try {
      long free = Files.getFileStore(directory).getUsableSpace();
      if (cluster.embedded() && needed > free) {
        throw new BenchException(
            String.format(
                Locale.ROOT,
                "up to %.1f GB of disk are needed below %s, %.1f are free: fewer --series, a shorter"
                    + " --duration, or another --dir",
                needed / 1e9,
                directory,
                free / 1e9));
      }
    } catch (IOException e) {
      throw new BenchException("cannot see how much disk is free at " + directory + ": " + e, e);
    }
  }

  /** Makes the topics and fills the changelogs. */
  void seed(DrillListener listener) {
    TopicCreation.create(
        settings.kafka(), settings.topics(), options.partitions(), cluster.replication());
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (KafkaProducer<byte[], byte[]> producer = Feeder.producer(settings.kafka())) {
      StoreSeeds seeds = new StoreSeeds(settings, record -> send(producer, record, failure));
      cluster.create(seeds.topics(options.partitions(), cluster.replication()));
      cluster.create(small.topics(options.partitions(), cluster.replication()));
      listener.begin("writing states", " series", population.size());
      byte[] little = new byte[SmallState.STATE_BYTES];
      new SplittableRandom(1).nextBytes(little);
      long[] ofPartition = new long[options.partitions()];
      for (int one = 0; one < population.size(); one++) {
        int partition = population.partition(one);
        ofPartition[partition]++;
        seeds.series(population.name(one), partition, population.state(one));
        send(
            producer,
            new ProducerRecord<>(small.changelog(), partition, population.key(one), little),
            failure);
        if (one % REPORT == 0) {
          listener.at(one);
        }
      }
      for (int partition = 0; partition < ofPartition.length; partition++) {
        seeds.books(partition, ofPartition[partition], WarmStates.lastTime());
      }
    }
    if (failure.get() != null) {
      throw new BenchException("cannot write the states: " + failure.get(), failure.get());
    }
    listener.at(population.size());
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer,
      ProducerRecord<byte[], byte[]> record,
      AtomicReference<Exception> failure) {
    var unused =
        producer.send(
            record,
            (metadata, error) -> {
              if (error != null) {
                failure.compareAndSet(null, error);
              }
            });
  }
}
