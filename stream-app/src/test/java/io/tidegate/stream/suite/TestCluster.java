package io.tidegate.stream.suite;

import io.tidegate.schema.AccuracyEvent;
import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.KnownFutureEvent;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.stream.audit.InputProgress;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.KafkaTopicLog;
import io.tidegate.stream.log.LogCursor;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.stream.models.TestDecisions;
import io.tidegate.stream.topology.Cluster;
import io.tidegate.stream.verify.Offsets;
import io.tidegate.stream.verify.Progress;
import io.tidegate.stream.verify.Verification;
import io.tidegate.stream.verify.VerifyReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;

/** One application's topics on a running broker, seen from outside: writes input, reads output. */
final class TestCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final StreamSettings settings;
  final TestDecisions decisions = new TestDecisions();
  private final Map<String, String> keys = new TreeMap<>();
  private final Serde<SpecificRecord> serde;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();
  private final List<ConsumerRecord<byte[], byte[]>> forecasts = new ArrayList<>();
  private final List<ConsumerRecord<byte[], byte[]>> deadLetters = new ArrayList<>();
  private final List<ConsumerRecord<byte[], byte[]>> reports = new ArrayList<>();

  /**
   * @param name of the application, and prefix of its topics
   * @param more configuration
   */
  TestCluster(String servers, String name, Path stateDirectory, Map<String, String> more) {
    keys.putAll(more);
    keys.put("kafka.bootstrap.servers", servers);
    keys.put("tidegate.application.id", name);
    keys.put("tidegate.topics.prefix", name + ".");
    keys.put("tidegate.state.dir", stateDirectory.toString());
    keys.putIfAbsent("tidegate.http.port", "0");
    keys.putIfAbsent("tidegate.step", "PT10M");
    // A member that was killed is missed soon, and a new application notices new topics soon.
    keys.put("kafka.session.timeout.ms", "6000");
    keys.put("kafka.heartbeat.interval.ms", "1000");
    // Whatever a group that lost a member may wait for is over within a minute.
    keys.put("kafka.max.poll.interval.ms", "30000");
    keys.put("kafka.probing.rebalance.interval.ms", "60000");
    keys.put("kafka.producer.delivery.timeout.ms", "30000");
    keys.put("kafka.producer.request.timeout.ms", "10000");
    settings = StreamSettings.load(null, Map.of(), keys);
    serde = settings.serde();
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                servers,
                "compression.type",
                "gzip",
                "max.request.size",
                64 << 20,
                "linger.ms",
                5,
                // As in ObservationProducer.
                "max.in.flight.requests.per.connection",
                1),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  byte[] encoded(SpecificRecord event) {
    return serde.serializer().serialize("", event);
  }

  byte[] observation(Instant time, double value) {
    return encoded(ObservationEvent.newBuilder().setTime(time).setValue(value).build());
  }

  byte[] observation(Instant time, double value, Map<String, Double> covariates) {
    return encoded(
        ObservationEvent.newBuilder()
            .setTime(time)
            .setValue(value)
            .setCovariates(covariates)
            .build());
  }

  byte[] knownFuture(Instant time, Map<String, Double> values) {
    return encoded(KnownFutureEvent.newBuilder().setTime(time).setValues(values).build());
  }

  /** Sends to the observations topic; {@link #flush} makes sure of it. */
  void send(byte[] key, byte[] value) {
    send(new ProducerRecord<>(settings.topics().observations(), key, value));
  }

  void send(ProducerRecord<byte[], byte[]> record) {
    sent.add(producer.send(record));
  }

  /** Publishes a version and makes it the champion. */
  void publish(ModelSnapshot snapshot) {
    offer(snapshot);
    decide(decisions.promote(snapshot.getVersion()));
  }

  /** Publishes a version that nobody has decided on. */
  void offer(ModelSnapshot snapshot) {
    byte[] key = bytes(snapshot.getName() + "/" + snapshot.getVersion());
    send(new ProducerRecord<>(settings.topics().models(), key, encoded(snapshot)));
    flush();
  }

  void decide(ModelDecisionEvent decision) {
    byte[] key = bytes(decision.getName());
    send(new ProducerRecord<>(settings.topics().modelDecisions(), key, encoded(decision)));
    flush();
  }

  void withdraw(String key) {
    send(new ProducerRecord<>(settings.topics().models(), bytes(key), null));
    flush();
  }

  /** The same settings but for one key. */
  StreamSettings with(String key, String value) {
    keys.put(key, value);
    return StreamSettings.load(null, Map.of(), keys);
  }

  /** The settings of a second instance of the same application. */
  StreamSettings another() {
    return instance(2, Map.of());
  }

  /** The settings of one of several instances, each with a directory and keys of its own. */
  StreamSettings instance(int number, Map<String, String> more) {
    Map<String, String> own = new TreeMap<>(keys);
    own.merge("tidegate.state.dir", "-" + number, String::concat);
    own.putAll(more);
    return StreamSettings.load(null, Map.of(), own);
  }

  /** The group's state and its members, for the message of a test that fails. */
  String group() {
    String group = settings.applicationId();
    try (Admin admin = Admin.create(settings.kafka())) {
      return admin
          .describeConsumerGroups(List.of(group))
          .describedGroups()
          .get(group)
          .get()
          .toString();
    } catch (InterruptedException | ExecutionException e) {
      return e.toString();
    }
  }

  /** How many instances have partitions of the observations. */
  long membersAtWork() throws InterruptedException, ExecutionException {
    String group = settings.applicationId();
    try (Admin admin = Admin.create(settings.kafka())) {
      return admin
          .describeConsumerGroups(List.of(group))
          .describedGroups()
          .get(group)
          .get()
          .members()
          .stream()
          .filter(member -> !member.assignment().topicPartitions().isEmpty())
          .map(MemberDescription::clientId)
          .distinct()
          .count();
    }
  }

  /** Waits until the broker has everything that was sent. */
  void flush() {
    producer.flush();
    for (Future<RecordMetadata> record : sent) {
      try {
        record.get();
      } catch (InterruptedException | ExecutionException e) {
        throw new AssertionError(e);
      }
    }
    sent.clear();
  }

  /** Reads committed forecasts until there are {@code count}, from the first on. */
  List<ForecastEvent> awaitForecasts(int count) {
    await(settings.topics().forecasts(), forecasts, count);
    return forecasts.stream()
        .map(r -> (ForecastEvent) serde.deserializer().deserialize(r.topic(), r.value()))
        .toList();
  }

  /** The first forecast that was read, as it lies in the topic. */
  String firstForecast() {
    return new String(forecasts.get(0).value(), StandardCharsets.UTF_8);
  }

  /** Reads committed accuracy reports until there are {@code count}, from the first on. */
  List<AccuracyEvent> awaitReports(int count) {
    await(settings.topics().accuracy(), reports, count);
    return reports.stream()
        .map(r -> (AccuracyEvent) serde.deserializer().deserialize(r.topic(), r.value()))
        .toList();
  }

  /** Reads committed dead letters until there are {@code count}, from the first on. */
  List<ConsumerRecord<byte[], byte[]>> awaitDeadLetters(int count) {
    await(settings.topics().deadLetters(), deadLetters, count);
    return List.copyOf(deadLetters);
  }

  /** The committed alerts, as they lie in each partition of their topic. */
  List<AlertEvent> alerts() {
    String topic = settings.topics().alerts();
    List<AlertEvent> alerts = new ArrayList<>();
    try (TopicLog log = new KafkaTopicLog(settings.kafka())) {
      for (int partition : log.partitions(topic)) {
        try (LogCursor cursor = log.open(topic, partition)) {
          for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
            alerts.add((AlertEvent) serde.deserializer().deserialize(topic, next.get().value()));
          }
        }
      }
    }
    return alerts;
  }

  /** Copies the committed forecasts into another topic, each as {@code change} makes it. */
  void copyForecasts(String topic, int partitions, UnaryOperator<ForecastEvent> change) {
    for (ConsumerRecord<byte[], byte[]> r : forecasts) {
      ForecastEvent event = (ForecastEvent) serde.deserializer().deserialize(topic, r.value());
      int partition = BuiltInPartitioner.partitionForKey(r.key(), partitions);
      send(new ProducerRecord<>(topic, partition, r.key(), encoded(change.apply(event))));
    }
    flush();
  }

  /** Verifies what is committed now. */
  static VerifyReport verify(StreamSettings settings) {
    return verify(settings, Offsets.NONE);
  }

  /** The same of the forecasts of observations from some offset on. */
  static VerifyReport verify(StreamSettings settings, Offsets from) {
    Progress ignored =
        new Progress() {
          @Override
          public void begin(long offsets) {}

          @Override
          public void at(long offsets) {}
        };
    try (TopicLog log = new KafkaTopicLog(settings.kafka());
        Cluster cluster = Cluster.connect(settings.kafka())) {
      return new Verification(log, settings, InputProgress.read(cluster, log, settings))
          .compare(from, Offsets.NONE, ignored);
    }
  }

  private void await(String topic, List<ConsumerRecord<byte[], byte[]>> into, int count) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    for (TopicPartition partition : partitions) {
      into.stream()
          .filter(r -> r.partition() == partition.partition())
          .mapToLong(ConsumerRecord::offset)
          .max()
          .ifPresent(newest -> consumer.seek(partition, newest + 1));
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (into.size() < count) {
      consumer.poll(Duration.ofMillis(100)).forEach(into::add);
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "expected " + count + " records in " + topic + ", found " + into.size());
      }
    }
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
