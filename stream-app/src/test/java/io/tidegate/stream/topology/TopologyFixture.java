package io.tidegate.stream.topology;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidegate.schema.AccuracyEvent;
import io.tidegate.schema.ActivationEvent;
import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.AlertFeedback;
import io.tidegate.schema.FeedbackEvent;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.KnownFutureEvent;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.schema.TickEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.models.ModelIntake;
import io.tidegate.stream.models.ModelRegistry;
import io.tidegate.stream.models.TestDecisions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The topology on Kafka's test driver: one partition, one thread, no broker. */
final class TopologyFixture implements AutoCloseable {
  /** Kafka timestamp of every record that gives none. */
  static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  /** Event time of slot 0 of the test series. */
  static final Instant START = NOW.minus(Duration.ofDays(20));

  static final Duration STEP = Duration.ofMinutes(10);

  final StreamSettings settings;
  final ModelRegistry models;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Serde<SpecificRecord> serde;
  final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> observations;
  private final ModelIntake intake;
  final TestDecisions decisions = new TestDecisions();
  private final TestOutputTopic<String, SpecificRecord> forecasts;
  private final TestOutputTopic<String, SpecificRecord> accuracy;
  private final TestOutputTopic<String, SpecificRecord> alerts;
  private final TestOutputTopic<String, SpecificRecord> activations;
  private final TestOutputTopic<byte[], byte[]> deadLetters;

  TopologyFixture(Path directory, Map<String, String> keys) {
    Map<String, String> all = new TreeMap<>(keys);
    all.putIfAbsent("tidegate.step", STEP.toString());
    all.put("tidegate.state.dir", directory.toString());
    all.put("kafka.bootstrap.servers", "nowhere:1");
    settings = StreamSettings.load(null, Map.of(), all);
    models = new ModelRegistry(settings);
    serde = settings.serde();
    StreamTopology topology = new StreamTopology(settings, models, meters);
    Properties properties = topology.properties();
    // With transactions the driver forgets what a deserialisation handler sends.
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    driver = new TopologyTestDriver(topology.build(), properties);
    observations = inputOf(settings.topics().observations());
    intake = new ModelIntake(models, meters);
    forecasts = outputOf(settings.topics().forecasts());
    accuracy = outputOf(settings.topics().accuracy());
    alerts = outputOf(settings.topics().alerts());
    activations = outputOf(settings.topics().activations());
    deadLetters =
        driver.createOutputTopic(
            settings.topics().deadLetters(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  private TestInputTopic<byte[], byte[]> inputOf(String topic) {
    return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private TestOutputTopic<String, SpecificRecord> outputOf(String topic) {
    return driver.createOutputTopic(topic, new StringDeserializer(), serde.deserializer());
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Instant slot(long slot) {
    return START.plus(STEP.multipliedBy(slot));
  }

  /** A smooth value, different at each slot. */
  static double valueAt(long slot) {
    return 100 + 10 * Math.sin(slot * .2) + slot % 3;
  }

  byte[] encoded(Instant time, double value) {
    return serde
        .serializer()
        .serialize("", ObservationEvent.newBuilder().setTime(time).setValue(value).build());
  }

  byte[] encoded(Instant time, double value, Map<String, Double> covariates) {
    return serde
        .serializer()
        .serialize(
            "",
            ObservationEvent.newBuilder()
                .setTime(time)
                .setValue(value)
                .setCovariates(covariates)
                .build());
  }

  byte[] knownFuture(Instant time, Map<String, Double> values) {
    return serde
        .serializer()
        .serialize("", KnownFutureEvent.newBuilder().setTime(time).setValues(values).build());
  }

  byte[] tick(Instant time) {
    return serde.serializer().serialize("", TickEvent.newBuilder().setTime(time).build());
  }

  byte[] feedback(AlertFeedback feedback, Instant until) {
    return serde
        .serializer()
        .serialize(
            "",
            FeedbackEvent.newBuilder().setFeedback(feedback).setUntil(until).setTime(NOW).build());
  }

  void observe(String series, long slot, double value, Map<String, Double> covariates) {
    pipe(new TestRecord<>(bytes(series), encoded(slot(slot), value, covariates), NOW));
  }

  void announce(String series, long slot, Map<String, Double> values) {
    pipe(new TestRecord<>(bytes(series), knownFuture(slot(slot), values), NOW));
  }

  void observe(String series, long slot) {
    observe(series, slot, valueAt(slot));
  }

  void observe(String series, long slot, double value) {
    pipe(new TestRecord<>(bytes(series), encoded(slot(slot), value), NOW));
  }

  void tick(long slot) {
    pipe(new TestRecord<>(null, tick(slot(slot)), NOW));
  }

  void say(String series, AlertFeedback feedback, String alert, Instant until) {
    FeedbackEvent event =
        FeedbackEvent.newBuilder()
            .setFeedback(feedback)
            .setAlert(alert)
            .setUntil(until)
            .setTime(NOW)
            .build();
    pipe(new TestRecord<>(bytes(series), serde.serializer().serialize("", event), NOW));
  }

  void pipe(TestRecord<byte[], byte[]> record) {
    observations.pipeInput(record);
  }

  /** Publishes a version and makes it the champion. */
  void publish(ModelSnapshot snapshot) {
    offer(snapshot);
    decide(decisions.promote(snapshot.getVersion()));
  }

  void decide(ModelDecisionEvent decision) {
    intake.decision(serde.serializer().serialize("", decision));
  }

  /** Publishes a version that nobody has decided on. */
  void offer(ModelSnapshot snapshot) {
    intake.snapshot(
        bytes(snapshot.getName() + "/" + snapshot.getVersion()),
        serde.serializer().serialize("", snapshot));
  }

  void withdraw(String key) {
    intake.snapshot(bytes(key), null);
  }

  List<TestRecord<String, SpecificRecord>> forecastRecords() {
    return forecasts.readRecordsToList();
  }

  List<ForecastEvent> forecasts() {
    return forecasts.readValuesToList().stream().map(ForecastEvent.class::cast).toList();
  }

  List<TestRecord<String, SpecificRecord>> accuracyRecords() {
    return accuracy.readRecordsToList();
  }

  List<AccuracyEvent> accuracy() {
    return accuracy.readValuesToList().stream().map(AccuracyEvent.class::cast).toList();
  }

  List<TestRecord<String, SpecificRecord>> alertRecords() {
    return alerts.readRecordsToList();
  }

  List<AlertEvent> alerts() {
    return alerts.readValuesToList().stream().map(AlertEvent.class::cast).toList();
  }

  List<ActivationEvent> activations() {
    return activations.readValuesToList().stream().map(ActivationEvent.class::cast).toList();
  }

  List<TestRecord<byte[], byte[]>> deadLetters() {
    return deadLetters.readRecordsToList();
  }

  static String header(TestRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  Ledger ledger() {
    KeyValueStore<String, byte[]> ledgers = driver.getKeyValueStore(Ledger.STORE);
    byte[] written = ledgers.get(Ledger.keyOf(0));
    return written == null ? Ledger.EMPTY : Ledger.decode(written);
  }

  @Override
  public void close() {
    driver.close();
  }
}
