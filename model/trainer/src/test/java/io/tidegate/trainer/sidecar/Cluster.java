package io.tidegate.trainer.sidecar;

import io.tidegate.schema.AccuracyEvent;
import io.tidegate.schema.ChallengerAccuracy;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.trainer.TestSeries;
import io.tidegate.trainer.drift.ErrorReport;
import io.tidegate.trainer.fit.SeriesData;
import io.tidegate.wire.Float32Vector;
import io.tidegate.wire.Float64Vector;
import io.tidegate.wire.Int32Vector;
import io.tidegate.wire.SingleObjectSerde;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's own mock clients with the four topics and what is in them. */
final class Cluster {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  private static final String OBSERVATIONS = "tidegate.observations";
  private static final String ACCURACY = "tidegate.accuracy";
  private static final String MODELS = "tidegate.models";
  private static final String DECISIONS = "tidegate.model-decisions";

  final SingleObjectSerde serde = new SingleObjectSerde();
  final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  final MockConsumer<byte[], byte[]> consumer = new Consumer();
  private final Map<String, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();

  private final ArrayDeque<Runnable> later = new ArrayDeque<>();
  private final Map<String, Runnable> before = new HashMap<>();
  private boolean started;
  private int delivered;
  private int decided;
  private int enough = Integer.MAX_VALUE;
  private Runnable atEnough;

  Cluster() {
    for (String topic : List.of(OBSERVATIONS, ACCURACY, MODELS, DECISIONS)) {
      records.put(topic, new ArrayList<>());
      consumer.updatePartitions(topic, List.of(new PartitionInfo(topic, 0, null, null, null)));
    }
    settle();
  }

  /** Gives its records to whoever is assigned; MockConsumer does not know times. */
  private final class Consumer extends MockConsumer<byte[], byte[]> {
    Consumer() {
      super("earliest");
    }

    @Override
    public synchronized void assign(Collection<TopicPartition> partitions) {
      super.assign(partitions);
      partitions.forEach(one -> records.get(one.topic()).forEach(this::addRecord));
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      if (paused().isEmpty() && assignment().stream().anyMatch(Cluster::isObservations)) {
        if (decided >= enough) {
          atEnough.run();
        } else if (started && !later.isEmpty()) {
          later.remove().run();
        }
        started = true;
      }
      deliver();
      return super.poll(timeout);
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
        Map<TopicPartition, Long> times) {
      Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
      times.forEach((partition, time) -> found.put(partition, new OffsetAndTimestamp(0, time)));
      return found;
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic, Duration timeout) {
      return partitionsFor(topic);
    }
  }

  private static boolean isObservations(TopicPartition partition) {
    return partition.topic().equals(OBSERVATIONS);
  }

  /** What was committed comes back. */
  private void deliver() {
    while (delivered < producer.history().size()) {
      ProducerRecord<byte[], byte[]> one = producer.history().get(delivered++);
      Optional.ofNullable(before.remove(one.topic())).ifPresent(Runnable::run);
      addNow(one.topic(), one.key(), one.value());
      decided += one.topic().equals(DECISIONS) ? 1 : 0;
    }
  }

  private void addNow(String topic, byte[] key, byte[] value) {
    add(topic, new String(key, StandardCharsets.UTF_8), value);
    if (consumer.assignment().contains(new TopicPartition(topic, 0))) {
      List<ConsumerRecord<byte[], byte[]>> all = records.get(topic);
      consumer.addRecord(all.get(all.size() - 1));
    }
  }

  /** Does {@code what} when the next record written to {@code topic} is on its way there. */
  void before(String topic, Runnable what) {
    before.put(topic, what);
  }

  /** Does {@code what} once so many decisions were written and read back. */
  void whenDecided(int decisions, Runnable what) {
    enough = decisions;
    atEnough = what;
  }

  private void settle() {
    records.forEach(
        (topic, all) -> {
          TopicPartition partition = new TopicPartition(topic, 0);
          consumer.updateBeginningOffsets(Map.of(partition, 0L));
          consumer.updateEndOffsets(Map.of(partition, (long) all.size()));
        });
  }

  void observe(SeriesData series) {
    series
        .observations()
        .forEach(
            one ->
                add(
                    OBSERVATIONS,
                    series.key(),
                    serde
                        .serializer()
                        .serialize(
                            OBSERVATIONS,
                            ObservationEvent.newBuilder()
                                .setTime(Instant.ofEpochMilli(one.time()))
                                .setValue(one.value())
                                .build())));
  }

  void addObservation(byte[] value) {
    add(OBSERVATIONS, "broken", value);
  }

  void addModel(String key, byte[] value) {
    add(MODELS, key, value);
  }

  void addModel(String key, ModelSnapshot snapshot) {
    addModel(key, serde.serializer().serialize(MODELS, snapshot));
  }

  /** A decision as a trainer or an operator would write it. */
  void addDecision(ModelDecisionEvent decision) {
    add(DECISIONS, decision.getName(), serde.serializer().serialize(DECISIONS, decision));
  }

  /** The same, while a trainer runs. */
  void addDecisionNow(ModelDecisionEvent decision) {
    addNow(
        DECISIONS,
        decision.getName().getBytes(StandardCharsets.UTF_8),
        serde.serializer().serialize(DECISIONS, decision));
  }

  /** A report as the stream application writes it: sums over a quarter of the records. */
  void addAccuracy(ErrorReport report, long version) {
    add(ACCURACY, report.series(), accuracy(report, version));
  }

  /** Comes only when what is there at the start has been read, in a poll of its own. */
  void later(Runnable what) {
    later.add(what);
  }

  /** The same as {@link #addAccuracy}, later. */
  void addAccuracyLater(ErrorReport report, long version) {
    later(
        () -> {
          addNow(
              ACCURACY,
              report.series().getBytes(StandardCharsets.UTF_8),
              accuracy(report, version));
        });
  }

  void addAccuracy(String series, byte[] value) {
    add(ACCURACY, series, value);
  }

  /**
   * A report, while a trainer runs or before, on champion and challenger that {@code decision} put
   * to work: four forecasts each at two steps.
   */
  void addPairedNow(String series, ModelDecisionEvent decision, int records, double factor) {
    int[] steps = {1, 24};
    byte[] plain = accuracy(new ErrorReport(series, 0, records, steps, new double[2]), 0);
    AccuracyEvent blank = (AccuracyEvent) serde.deserializer().deserialize(ACCURACY, plain);
    ByteBuffer forecasts = Int32Vector.encode(new int[] {4, 4});
    AccuracyEvent event =
        AccuracyEvent.newBuilder(blank)
            .setModelVersion(decision.getChampion())
            .setForecasts(forecasts)
            .setAbsoluteErrors(Float64Vector.encode(new double[] {4, 8}))
            .setChallenger(
                ChallengerAccuracy.newBuilder()
                    .setModelVersion(decision.getChallenger())
                    .setDecided(decision.getTime())
                    .setOfEarlierVersions(0)
                    .setStepCount(2)
                    .setIntervalCount(0)
                    .setSteps(Int32Vector.encode(steps))
                    .setPromised(Float32Vector.encode(new float[0]))
                    .setForecasts(Int32Vector.encode(new int[] {4, 4}))
                    .setHits(Int32Vector.encode(new int[0]))
                    .setAbsoluteErrors(Float64Vector.encode(new double[] {4 * factor, 8 * factor}))
                    .setSquaredErrors(Float64Vector.encode(new double[2]))
                    .build())
            .build();
    addNow(
        ACCURACY,
        series.getBytes(StandardCharsets.UTF_8),
        serde.serializer().serialize(ACCURACY, event));
  }

  private byte[] accuracy(ErrorReport report, long version) {
    int scored = report.records() / 4;
    int steps = report.steps().length;
    int[] forecasts = new int[steps];
    Arrays.fill(forecasts, scored);
    double[] sums = Arrays.stream(report.errors()).map(error -> error * scored).toArray();
    AccuracyEvent event =
        AccuracyEvent.newBuilder()
            .setSourcePartition(0)
            .setSourceOffset(0)
            .setTime(Instant.EPOCH)
            .setStepMillis(TestSeries.HOUR)
            .setModelName("default")
            .setModelVersion(version)
            .setObservations(report.records())
            .setOfEarlierVersions(0)
            .setStepCount(steps)
            .setIntervalCount(0)
            .setSteps(Int32Vector.encode(report.steps()))
            .setPromised(Float32Vector.encode(new float[0]))
            .setForecasts(Int32Vector.encode(forecasts))
            .setHits(Int32Vector.encode(new int[0]))
            .setAbsoluteErrors(Float64Vector.encode(sums))
            .setSquaredErrors(Float64Vector.encode(new double[steps]))
            .build();
    return serde.serializer().serialize(ACCURACY, event);
  }

  private void add(String topic, String key, byte[] value) {
    List<ConsumerRecord<byte[], byte[]>> all = records.get(topic);
    all.add(
        new ConsumerRecord<>(topic, 0, all.size(), key.getBytes(StandardCharsets.UTF_8), value));
    settle();
  }

  /** Every event that was committed, in order. */
  List<SpecificRecord> written() {
    return producer.history().stream()
        .map(record -> serde.deserializer().deserialize(record.topic(), record.value()))
        .toList();
  }

  List<ModelDecisionEvent> decisions() {
    return written().stream()
        .filter(ModelDecisionEvent.class::isInstance)
        .map(ModelDecisionEvent.class::cast)
        .toList();
  }

  /** Every decision in the topic, in order. */
  List<ModelDecisionEvent> allDecisions() {
    return records.get(DECISIONS).stream()
        .map(one -> (ModelDecisionEvent) serde.deserializer().deserialize(DECISIONS, one.value()))
        .toList();
  }

  static TrainerSettings settings(String... keysAndValues) {
    Map<String, String> overrides = new HashMap<>();
    overrides.put("kafka.bootstrap.servers", "localhost:1");
    overrides.put("tidegate.step", Duration.ofMillis(TestSeries.HOUR).toString());
    for (int i = 0; i < keysAndValues.length; i += 2) {
      overrides.put("tidegate.trainer." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return TrainerSettings.load(null, Map.of(), overrides);
  }
}
