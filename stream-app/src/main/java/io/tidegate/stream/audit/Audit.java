package io.tidegate.stream.audit;

import io.tidegate.schema.AccuracyEvent;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.topology.Cluster;
import io.tidegate.stream.topology.ClusterException;
import io.tidegate.stream.topology.DeadLetterHeaders;
import io.tidegate.stream.topology.Ledger;
import io.tidegate.stream.topology.TopicCreation;
import io.tidegate.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Proves, from what is committed, that every record of the observations topic is accounted for:
 * accepted ones by exactly one forecast, the others by a dead letter or under one count of the
 * partition's books. No observation has two accuracy reports, and none without a forecast has one.
 *
 * <p>The application may run meanwhile: everything is compared up to the offset that the books had
 * reached, and if they moved on, once more.
 */
public final class Audit {
  private static final int ATTEMPTS = 3;

  private final StreamSettings settings;
  private final Topics topics;
  private final Deserializer<SpecificRecord> events;

  private Audit(StreamSettings settings) {
    this.settings = settings;
    this.topics = settings.topics();
    this.events = settings.serde().deserializer();
  }

  /**
   * Reads the topics and compares.
   *
   * @throws ClusterException if the cluster does not answer, or topics are missing
   */
  public static AuditReport take(StreamSettings settings) {
    Audit audit = new Audit(settings);
    audit.requireTopics();
    try (Cluster cluster = Cluster.connect(settings.kafka());
        TopicReader reader = new TopicReader(settings.kafka())) {
      for (int attempt = 1; ; attempt++) {
        Map<Integer, Long> committed = InputProgress.committed(cluster, settings);
        AuditReport report = audit.compare(reader, committed);
        if (report.addsUp()
            || attempt == ATTEMPTS
            || InputProgress.committed(cluster, settings).equals(committed)) {
          return report;
        }
      }
    }
  }

  private void requireTopics() {
    List<String> missing = TopicCreation.missing(settings.kafka(), topics);
    if (!missing.isEmpty()) {
      throw new ClusterException(
          "missing from the Kafka cluster: topic " + String.join(", ", missing), null);
    }
  }

  private AuditReport compare(TopicReader reader, Map<Integer, Long> committed) {
    Map<Integer, Ledger> ledgers = ledgers(reader);
    Map<Integer, PartitionCount> counts = new TreeMap<>();
    for (TopicPartition partition : reader.partitionsOf(topics.observations())) {
      int p = partition.partition();
      counts.put(
          p,
          new PartitionCount(
              p, ledgers.getOrDefault(p, Ledger.EMPTY), committed.getOrDefault(p, 0L)));
    }
    List<String> incomplete = new ArrayList<>();
    read(
        reader,
        topics.observations(),
        incomplete,
        r -> counts.get(r.partition()).record(r.offset()));
    read(reader, topics.forecasts(), incomplete, r -> countForecast(r, counts));
    read(reader, topics.deadLetters(), incomplete, r -> countDeadLetter(r, counts));
    // What retention has removed of the reports proves nothing about forecasts: not incomplete.
    reader.read(topics.accuracy(), r -> countReport(r, counts));
    return new AuditReport(
        counts.values().stream().map(PartitionCount::result).toList(), incomplete);
  }

  private static void read(
      TopicReader reader, String topic, List<String> incomplete, TopicReader.Sink sink) {
    if (!reader.read(topic, sink)) {
      incomplete.add(topic);
    }
  }

  /** The books as their changelog holds them: the newest entry of each partition. */
  private Map<Integer, Ledger> ledgers(TopicReader reader) {
    String changelog = InputProgress.changelog(settings);
    Map<Integer, Ledger> ledgers = new HashMap<>();
    if (!reader.partitionsOf(changelog).isEmpty()) {
      reader.read(
          changelog,
          entry -> {
            if (entry.value() != null) {
              ledgers.put(entry.partition(), Ledger.decode(entry.value()));
            }
          });
    }
    return ledgers;
  }

  private void countForecast(
      ConsumerRecord<byte[], byte[]> written, Map<Integer, PartitionCount> counts) {
    if (events.deserialize(written.topic(), written.headers(), written.value())
        instanceof ForecastEvent forecast) {
      PartitionCount count = counts.get(forecast.getSourcePartition());
      if (count != null) {
        count.forecast(forecast.getSourceOffset());
      }
    }
  }

  private void countReport(
      ConsumerRecord<byte[], byte[]> written, Map<Integer, PartitionCount> counts) {
    if (events.deserialize(written.topic(), written.headers(), written.value())
        instanceof AccuracyEvent report) {
      PartitionCount count = counts.get(report.getSourcePartition());
      if (count != null) {
        count.report(report.getSourceOffset());
      }
    }
  }

  private void countDeadLetter(
      ConsumerRecord<byte[], byte[]> written, Map<Integer, PartitionCount> counts) {
    Header topic = written.headers().lastHeader(DeadLetterHeaders.TOPIC);
    Header partition = written.headers().lastHeader(DeadLetterHeaders.PARTITION);
    Header offset = written.headers().lastHeader(DeadLetterHeaders.OFFSET);
    if (topic == null || partition == null || offset == null) {
      return;
    }
    PartitionCount count = counts.get(Integer.valueOf(text(partition)));
    if (count != null && text(topic).equals(topics.observations())) {
      count.deadLetter(Long.parseLong(text(offset)));
    }
  }

  private static String text(Header header) {
    return new String(header.value(), StandardCharsets.UTF_8);
  }
}
