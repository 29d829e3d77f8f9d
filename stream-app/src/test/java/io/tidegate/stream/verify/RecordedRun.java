package io.tidegate.stream.verify;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.AlertFeedback;
import io.tidegate.schema.FeedbackEvent;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.KnownFutureEvent;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.schema.SeriesChange;
import io.tidegate.schema.SeriesChangeEvent;
import io.tidegate.schema.TickEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.LogCursor;
import io.tidegate.stream.log.MemoryLog;
import io.tidegate.stream.models.ModelIntake;
import io.tidegate.stream.models.ModelRegistry;
import io.tidegate.stream.models.TestDecisions;
import io.tidegate.stream.topology.StoredSeries;
import io.tidegate.stream.topology.StreamTopology;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** A run of the real topology on one partition, whose topics stay in memory. */
final class RecordedRun implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant START = NOW.minus(Duration.ofDays(20));
  private static final Duration STEP = Duration.ofMinutes(10);

  final StreamSettings settings;
  final MemoryLog log = new MemoryLog();
  private final Serde<SpecificRecord> serde;
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> observations;
  private final ModelIntake intake;
  private final TestDecisions decisions = new TestDecisions();
  private final Map<String, TestOutputTopic<byte[], byte[]>> outputs = new TreeMap<>();

  /** A run with its stores in {@code directory}. */
  RecordedRun(Path directory) {
    this(directory, Map.of());
  }

  /** The same with more configuration. */
  RecordedRun(Path directory, Map<String, String> more) {
    Map<String, String> keys = new TreeMap<>(more);
    keys.put("tidegate.step", STEP.toString());
    keys.put("tidegate.state.dir", directory.toString());
    keys.put("kafka.bootstrap.servers", "nowhere:1");
    settings = StreamSettings.load(null, Map.of(), keys);
    serde = settings.serde();
    ModelRegistry models = new ModelRegistry(settings);
    intake = new ModelIntake(models, new SimpleMeterRegistry());
    StreamTopology topology = new StreamTopology(settings, models, new SimpleMeterRegistry());
    Properties properties = topology.properties();
    // With transactions the driver forgets what a deserialisation handler sends.
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    driver = new TopologyTestDriver(topology.build(), properties);
    observations = input(settings.topics().observations());
    log.create(settings.topics().models(), 1);
    log.create(settings.topics().modelDecisions(), 1);
    for (String topic :
        List.of(
            settings.topics().forecasts(),
            settings.topics().alerts(),
            settings.topics().activations(),
            settings.topics().checkpoints())) {
      log.create(topic, 1);
      outputs.put(
          topic,
          driver.createOutputTopic(
              topic, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }
  }

  private TestInputTopic<byte[], byte[]> input(String topic) {
    log.create(topic, 1);
    return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Instant slot(long slot) {
    return START.plus(STEP.multipliedBy(slot));
  }

  /** A smooth value, different at each slot. */
  static double valueAt(String series, long slot) {
    return 100 + series.length() + 10 * Math.sin(slot * .2) + slot % 3;
  }

  /** Sends the value of a slot; returns its offset. */
  long observe(String series, long slot) {
    return observeValue(series, slot, valueAt(series, slot));
  }

  /** Sends the value of a slot with a covariate. */
  void observeWith(String series, long slot, String covariate, double value) {
    ObservationEvent event =
        ObservationEvent.newBuilder()
            .setTime(slot(slot))
            .setValue(valueAt(series, slot) + 20 * value)
            .setCovariates(Map.of(covariate, value))
            .build();
    send(bytes(series), serde.serializer().serialize("", event));
  }

  /** Tells a covariate of a slot ahead of its time. */
  void announce(String series, long slot, String covariate, double value) {
    KnownFutureEvent event =
        KnownFutureEvent.newBuilder()
            .setTime(slot(slot))
            .setValues(Map.of(covariate, value))
            .build();
    send(bytes(series), serde.serializer().serialize("", event));
  }

  /** Sends any value; returns its offset. */
  long observeValue(String series, long slot, double value) {
    ObservationEvent event =
        ObservationEvent.newBuilder().setTime(slot(slot)).setValue(value).build();
    return send(bytes(series), serde.serializer().serialize("", event));
  }

  void observe(String series, long from, long to) {
    for (long slot = from; slot < to; slot++) {
      observe(series, slot);
    }
  }

  /** Sends anything; returns its offset. */
  long send(byte[] key, byte[] value) {
    long offset = log.append(settings.topics().observations(), 0, key, value, NOW.toEpochMilli());
    observations.pipeInput(new TestRecord<>(key, value, NOW));
    outputs.forEach(
        (topic, output) ->
            output
                .readRecordsToList()
                .forEach(r -> log.append(topic, 0, r.key(), r.value(), NOW.toEpochMilli())));
    return offset;
  }

  void publish(ModelSnapshot snapshot) {
    publishUnused(snapshot);
    byte[] key = bytes(snapshot.getName() + "/" + snapshot.getVersion());
    intake.snapshot(key, serde.serializer().serialize("", snapshot));
    intake.decision(serde.serializer().serialize("", decisions.promote(snapshot.getVersion())));
  }

  /** Lays a version into the topic that the application never takes into use. */
  void publishUnused(ModelSnapshot snapshot) {
    byte[] key = bytes(snapshot.getName() + "/" + snapshot.getVersion());
    byte[] value = serde.serializer().serialize("", snapshot);
    log.append(settings.topics().models(), 0, key, value, NOW.toEpochMilli());
  }

  long forecasts() {
    return log.end(settings.topics().forecasts(), 0);
  }

  /** Lays the forecasts out as a topic of more partitions holds them. */
  void spreadForecasts(int partitions) {
    String topic = settings.topics().forecasts();
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (LogCursor cursor = log.open(topic, 0)) {
      for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
        all.add(next.get());
      }
    }
    all.forEach(r -> log.remove(topic, 0, r.offset()));
    log.create(topic, partitions);
    for (ConsumerRecord<byte[], byte[]> r : all) {
      int partition = BuiltInPartitioner.partitionForKey(r.key(), partitions);
      log.append(topic, partition, r.key(), r.value(), r.timestamp());
    }
  }

  /** Changes one recorded forecast. */
  void alter(long forecast, Consumer<ForecastEvent> change) {
    log.alter(
        settings.topics().forecasts(),
        0,
        forecast,
        value -> {
          ForecastEvent event = (ForecastEvent) serde.deserializer().deserialize("", value);
          change.accept(event);
          return serde.serializer().serialize("", event);
        });
  }

  /** Changes one recorded alert. */
  void alterAlert(long alert, Consumer<AlertEvent> change) {
    log.alter(
        settings.topics().alerts(),
        0,
        alert,
        value -> {
          AlertEvent event = (AlertEvent) serde.deserializer().deserialize("", value);
          change.accept(event);
          return serde.serializer().serialize("", event);
        });
  }

  long alerts() {
    return log.end(settings.topics().alerts(), 0);
  }

  /** Says how late it is. */
  void tick(long slot) {
    send(
        null, serde.serializer().serialize("", TickEvent.newBuilder().setTime(slot(slot)).build()));
  }

  /** Says something about a series' alerts. */
  void say(String series, AlertFeedback feedback, String alert) {
    FeedbackEvent event =
        FeedbackEvent.newBuilder().setFeedback(feedback).setAlert(alert).setTime(NOW).build();
    send(bytes(series), serde.serializer().serialize("", event));
  }

  /** Resets, forgets or imports a series. */
  void change(String series, SeriesChange change, byte[] state) {
    SeriesChangeEvent event =
        SeriesChangeEvent.newBuilder()
            .setChange(change)
            .setState(state == null ? null : ByteBuffer.wrap(state))
            .setTime(NOW)
            .build();
    send(bytes(series), serde.serializer().serialize("", event));
  }

  /** What is kept of a series now. */
  byte[] state(String series) {
    return driver.<String, byte[]>getKeyValueStore(StoredSeries.STORE).get(series);
  }

  VerifyReport verify() {
    return verify(Offsets.NONE, Offsets.NONE);
  }

  VerifyReport verifyFrom(long offset) {
    return verify(Offsets.parse(Long.toString(offset)), Offsets.NONE);
  }

  VerifyReport verify(Offsets from, Offsets to) {
    return verify(from, to, IGNORED);
  }

  VerifyReport verify(Offsets from, Offsets to, Progress progress) {
    long reached = log.end(settings.topics().observations(), 0);
    return new Verification(log, settings, Map.of(0, reached)).compare(from, to, progress);
  }

  WhatIfReport whatIf(long version, long from) {
    long reached = log.end(settings.topics().observations(), 0);
    return new Verification(log, settings, Map.of(0, reached))
        .whatIf(version, Offsets.parse(Long.toString(from)), Offsets.NONE, IGNORED);
  }

  List<SwapReport> swaps() {
    long reached = log.end(settings.topics().observations(), 0);
    return new Verification(log, settings, Map.of(0, reached)).swaps(IGNORED);
  }

  /** The recorded forecasts, as they lie in the topic. */
  List<ForecastEvent> recorded() {
    List<ForecastEvent> events = new ArrayList<>();
    try (LogCursor cursor = log.open(settings.topics().forecasts(), 0)) {
      for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
        events.add((ForecastEvent) serde.deserializer().deserialize("", next.get().value()));
      }
    }
    return events;
  }

  static final Progress IGNORED =
      new Progress() {
        @Override
        public void begin(long offsets) {}

        @Override
        public void at(long offsets) {}
      };

  @Override
  public void close() {
    driver.close();
  }
}
