package io.tidegate.stream.metrics;

import static org.awaitility.Awaitility.await;

import io.tidegate.schema.ObservationEvent;
import io.tidegate.stream.TidegateApplication;
import io.tidegate.stream.broker.EmbeddedBroker;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.models.TestDecisions;
import io.tidegate.stream.topology.TopicCreation;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker and an application, to which all happens that has a figure. */
final class WatchedApplication implements AutoCloseable {
  static final int PARTITIONS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int RECORDS = 120;

  private final EmbeddedBroker broker;
  private final StreamSettings settings;
  private final TidegateApplication application;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();

  WatchedApplication(Path directory) {
    broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
    settings =
        StreamSettings.load(
            null,
            Map.of(),
            Map.of(
                "kafka.bootstrap.servers", broker.bootstrapServers(),
                "tidegate.state.dir", directory.resolve("state").toString(),
                "tidegate.http.port", "0",
                "tidegate.alert.limits.patterns", "*=..1000",
                // Nobody listens on the port of nothing.
                "tidegate.alert.webhook.url", "http://127.0.0.1:1/"));
    TopicCreation.create(settings.kafka(), settings.topics(), PARTITIONS, (short) 1);
    producer =
        new KafkaProducer<>(settings.kafka(), new ByteArraySerializer(), new ByteArraySerializer());
    application = TidegateApplication.start(settings);
  }

  /** Five days of hourly values of each series, the last beyond its limit. */
  void observe(String prefix, int series) throws ExecutionException, InterruptedException {
    for (int s = 0; s < series; s++) {
      for (int i = 0; i < RECORDS; i++) {
        double value = i == RECORDS - 1 ? 5_000 : 100 + 10 * Math.sin(i * Math.PI / 12) + i % 5;
        ObservationEvent event =
            ObservationEvent.newBuilder()
                .setTime(START.plus(Duration.ofHours(i)))
                .setValue(value)
                .build();
        send(settings.topics().observations(), prefix + s, event);
      }
    }
    flush();
    await("forecasts of " + prefix)
        .atMost(PATIENCE)
        .until(() -> application.view().history(prefix + (series - 1)).isPresent());
  }

  /** A record without a value, which is a dead letter. */
  void refuse() {
    sent.add(
        producer.send(
            new ProducerRecord<>(settings.topics().observations(), bytes("refused"), null)));
  }

  /** A decision that leaves everything as it is. */
  void decide() throws ExecutionException, InterruptedException {
    send(settings.topics().modelDecisions(), settings.modelName(), new TestDecisions().promote(0));
    flush();
  }

  private void flush() throws ExecutionException, InterruptedException {
    producer.flush();
    for (Future<RecordMetadata> one : sent) {
      one.get();
    }
    sent.clear();
  }

  private void send(String topic, String key, SpecificRecord event) {
    byte[] value = settings.serde().serializer().serialize(topic, event);
    sent.add(producer.send(new ProducerRecord<>(topic, bytes(key), value)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Where Prometheus finds it, host and port. */
  String address() {
    return application.page().getAuthority();
  }

  Scrape scrape() {
    return Scrape.of(body());
  }

  /** What Prometheus would be told now. */
  String body() {
    HttpRequest request = HttpRequest.newBuilder(application.page().resolve("/metrics")).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    application.close();
    producer.close();
    broker.close();
  }
}
