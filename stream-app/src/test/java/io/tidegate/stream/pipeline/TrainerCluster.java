package io.tidegate.stream.pipeline;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with the topics and trainers as users run them, each with a log. */
final class TrainerCluster implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Path TRAINER = Path.of("../model/trainer/target/tidegate-trainer.jar");

  final StreamSettings settings;
  private final Path directory;
  private final EmbeddedBroker broker;
  private final List<TrainerProcess> trainers = new ArrayList<>();

  TrainerCluster(Path directory) {
    assumeTrue(Files.isRegularFile(TRAINER), "the trainer is not built");
    this.directory = directory;
    this.broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
    this.settings =
        StreamSettings.load(
            null, Map.of(), Map.of("kafka.bootstrap.servers", broker.bootstrapServers()));
    createTopics();
  }

  /** Makes those that are not there. */
  void createTopics() {
    TopicCreation.create(settings.kafka(), settings.topics(), 1, (short) 1);
  }

  TrainerProcess start(String name, String... keys) throws IOException {
    List<String> lines = new ArrayList<>(List.of(keys));
    lines.add("kafka.bootstrap.servers=" + broker.bootstrapServers());
    Path file = Files.write(directory.resolve(name + ".properties"), lines);
    TrainerProcess trainer = TrainerProcess.start(TRAINER, file, Set.of(), path(name));
    trainers.add(trainer);
    return trainer;
  }

  private Path path(String name) {
    return directory.resolve(name + ".log");
  }

  String log(String name) throws IOException {
    return Files.exists(path(name)) ? Files.readString(path(name)) : "";
  }

  void awaitLine(String name, String text) {
    await(name + " says: " + text).atMost(PATIENCE).until(() -> log(name).contains(text));
  }

  /** One series of hourly values, up to now. */
  void observe(int records) throws Exception {
    String topic = settings.topics().observations();
    byte[] key = "a".getBytes(StandardCharsets.UTF_8);
    Instant now = Instant.now();
    try (SingleObjectSerde serde = new SingleObjectSerde();
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                settings.kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < records; i++) {
        ObservationEvent event =
            ObservationEvent.newBuilder()
                .setTime(now.minusSeconds(3_600L * (records - i)))
                .setValue(100 + 10 * Math.sin(i * Math.PI / 12) + i % 5)
                .build();
        byte[] value = serde.serializer().serialize(topic, event);
        producer.send(new ProducerRecord<>(topic, key, value)).get();
      }
    }
  }

  @Override
  public void close() {
    trainers.forEach(TrainerProcess::close);
    broker.close();
  }
}
