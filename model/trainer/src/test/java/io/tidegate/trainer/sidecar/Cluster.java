package io.tidegate.trainer.sidecar;

import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.trainer.TestSeries;
import io.tidegate.trainer.fit.SeriesData;
import io.tidegate.wire.SingleObjectSerde;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's own mock clients with the three topics and what is in them. */
final class Cluster {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  private static final String OBSERVATIONS = "tidegate.observations";
  private static final String MODELS = "tidegate.models";
  private static final String DECISIONS = "tidegate.model-decisions";

  final SingleObjectSerde serde = new SingleObjectSerde();
  final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  final MockConsumer<byte[], byte[]> consumer = new Consumer();
  private final List<ConsumerRecord<byte[], byte[]>> observations = new ArrayList<>();
  private final List<ConsumerRecord<byte[], byte[]>> models = new ArrayList<>();

  Cluster() {
    for (String topic : List.of(OBSERVATIONS, MODELS, DECISIONS)) {
      consumer.updatePartitions(topic, List.of(new PartitionInfo(topic, 0, null, null, null)));
    }
    settle();
  }

  /** Gives its records to whoever is assigned; MockConsumer does not know times. */
  private final class Consumer extends MockConsumer<byte[], byte[]> {
    private String assigned = "";

    Consumer() {
      super("earliest");
    }

    @Override
    public synchronized void assign(java.util.Collection<TopicPartition> partitions) {
      super.assign(partitions);
      assigned = partitions.iterator().next().topic();
      List<ConsumerRecord<byte[], byte[]>> records =
          assigned.equals(MODELS) ? models : observations;
      schedulePollTask(() -> records.forEach(this::addRecord));
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

  private void settle() {
    TopicPartition first = new TopicPartition(OBSERVATIONS, 0);
    TopicPartition second = new TopicPartition(MODELS, 0);
    consumer.updateBeginningOffsets(Map.of(first, 0L, second, 0L));
    consumer.updateEndOffsets(
        Map.of(first, (long) observations.size(), second, (long) models.size()));
  }

  void observe(SeriesData series) {
    series
        .observations()
        .forEach(
            one ->
                add(
                    observations,
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
    add(observations, OBSERVATIONS, "broken", value);
  }

  void addModel(String key, byte[] value) {
    add(models, MODELS, key, value);
  }

  void addModel(String key, ModelSnapshot snapshot) {
    addModel(key, serde.serializer().serialize(MODELS, snapshot));
  }

  private void add(
      List<ConsumerRecord<byte[], byte[]>> records, String topic, String key, byte[] value) {
    records.add(
        new ConsumerRecord<>(
            topic, 0, records.size(), key.getBytes(StandardCharsets.UTF_8), value));
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
