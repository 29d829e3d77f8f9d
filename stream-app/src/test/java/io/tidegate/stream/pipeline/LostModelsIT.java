package io.tidegate.stream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was published is deleted while the trainer runs. */
class LostModelsIT {
  private static final byte[] KEY = "default/1".getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;
  private TrainerCluster cluster;
  private String models;

  @BeforeEach
  void start() {
    cluster = new TrainerCluster(directory);
    models = cluster.settings.topics().models();
  }

  @AfterEach
  void end() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aChampionThatTheModelsTopicLostIsPublishedAgainAsItWas() throws Exception {
    cluster.observe(600);
    TrainerProcess trainer =
        cluster.start(
            "trainer",
            "tidegate.trainer.every.observations=600",
            "tidegate.trainer.batches.first=2",
            "tidegate.trainer.gate.offline=off",
            "tidegate.trainer.reject.above=1000");
    cluster.awaitLine("trainer", "version 1 PROMOTED");
    byte[] published = champion();
    assertThat(published).isNotNull();

    bury();
    awaitAgain(published);

    try (Admin admin = Admin.create(cluster.settings.kafka())) {
      admin.deleteTopics(List.of(models)).all().get();
      await()
          .atMost(TrainerCluster.PATIENCE)
          .until(() -> !admin.listTopics().names().get().contains(models));
    }
    cluster.awaitLine("trainer", "topic " + models + " is gone");
    cluster.createTopics();
    awaitAgain(published);
    trainer.check();
  }

  private void bury() throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            cluster.settings.kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(models, KEY, null)).get();
    }
  }

  private void awaitAgain(byte[] published) {
    await()
        .atMost(TrainerCluster.PATIENCE)
        .untilAsserted(() -> assertThat(champion()).isEqualTo(published));
  }

  /** The newest record under the champion's key: its bytes, digest and lineage, as on the wire. */
  private byte[] champion() {
    byte[] newest = null;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            cluster.settings.kafka(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(models, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      Map<TopicPartition, Long> end = consumer.endOffsets(List.of(partition));
      while (consumer.position(partition) < end.get(partition)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          newest = record.value();
        }
      }
    }
    return newest;
  }
}
