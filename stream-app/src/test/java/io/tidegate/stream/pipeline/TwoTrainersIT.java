package io.tidegate.stream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidegate.schema.ObservationEvent;
import io.tidegate.stream.broker.EmbeddedBroker;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.topology.TopicCreation;
import io.tidegate.wire.SingleObjectSerde;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trainer as users run it, twice for one model, which is a mistake. */
class TwoTrainersIT {
  private static final Path TRAINER = Path.of("../model/trainer/target/tidegate-trainer.jar");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TAKEN_OVER = 3;

  @TempDir Path directory;
  private EmbeddedBroker broker;
  private TrainerProcess older;
  private TrainerProcess newer;

  @BeforeEach
  void startBroker() {
    assumeTrue(Files.isRegularFile(TRAINER), "the trainer is not built");
    broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
    StreamSettings settings =
        StreamSettings.load(
            null, Map.of(), Map.of("kafka.bootstrap.servers", broker.bootstrapServers()));
    TopicCreation.create(settings.kafka(), settings.topics(), 1, (short) 1);
  }

  @AfterEach
  void endAll() {
    if (older != null) {
      older.close();
    }
    if (newer != null) {
      newer.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  private TrainerProcess start(String name, String... more) throws IOException {
    StringBuilder settings =
        new StringBuilder("kafka.bootstrap.servers=" + broker.bootstrapServers() + "\n");
    for (String line : more) {
      settings.append(line).append('\n');
    }
    Path file = Files.writeString(directory.resolve(name + ".properties"), settings);
    return TrainerProcess.start(TRAINER, file, Set.of(), log(name));
  }

  private Path log(String name) {
    return directory.resolve(name + ".log");
  }

  private void awaitLine(String name, String text) {
    await(name + " says: " + text)
        .atMost(PATIENCE)
        .until(() -> Files.exists(log(name)) && Files.readString(log(name)).contains(text));
  }

  private void observe(int records) throws Exception {
    try (SingleObjectSerde serde = new SingleObjectSerde();
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      Instant now = Instant.now();
      for (int i = 0; i < records; i++) {
        ObservationEvent event =
            ObservationEvent.newBuilder()
                .setTime(now.minusSeconds(3_600L * (records - i)))
                .setValue(100 + 10 * Math.sin(i * Math.PI / 12) + i % 5)
                .build();
        byte[] key = "a".getBytes(StandardCharsets.UTF_8);
        producer
            .send(
                new ProducerRecord<>(
                    "tidegate.observations",
                    key,
                    serde.serializer().serialize("tidegate.observations", event)))
            .get();
      }
    }
  }

  @Test
  void theOlderOfTwoTrainersEndsSoonAndBothSaySo() throws Exception {
    older = start("older");
    awaitLine("older", "training model default from version 0");
    awaitLine("older", "the transactional id tidegate-trainer-default of model default is this");
    newer = start("newer");
    await().atMost(PATIENCE).until(() -> older.exitCode().isPresent());
    assertThat(older.exitCode()).hasValue(TAKEN_OVER);
    assertThat(Files.readString(log("older")))
        .contains("tidegate-trainer: a newer trainer of model default took over")
        .doesNotContain("Exception");
    awaitLine("newer", "took over the transactional id tidegate-trainer-default of model default");
    awaitLine("newer", "training model default from version 0");
    newer.check();
  }

  @Test
  void theOlderOfTwoTrainersGivesUpTheTrainingThatIsUnderWay() throws Exception {
    observe(600);
    older =
        start(
            "older",
            "tidegate.trainer.every.observations=600",
            "tidegate.trainer.batches.first=100000",
            "tidegate.trainer.passes=1000000");
    awaitLine("older", "retraining by COUNT");
    awaitLine("older", "of 100000");
    newer = start("newer", "tidegate.trainer.every.observations=100000");
    await().atMost(PATIENCE).until(() -> older.exitCode().isPresent());
    assertThat(older.exitCode()).hasValue(TAKEN_OVER);
    awaitLine("newer", "training model default from version 0");
    newer.check();
  }
}
