package io.tidegate.stream.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.topology.DeadLetterHeaders;
import io.tidegate.stream.topology.StreamProperties;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntakeTopologyTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> plant;
  private TestOutputTopic<String, SpecificRecord> observations;
  private TestOutputTopic<byte[], byte[]> deadLetters;

  @BeforeEach
  void start() {
    StreamSettings settings =
        StreamSettings.load(
            null,
            Map.of(),
            Map.of(
                "kafka.bootstrap.servers", "nowhere:1",
                "tidegate.input.format", "json",
                "tidegate.input.topics", "plant,other",
                "tidegate.input.values", "temp"));
    IntakeMeters counts = new IntakeMeters(meters);
    Properties properties = new StreamProperties(settings, counts).all();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, Intake.applicationId(settings));
    driver =
        new TopologyTestDriver(
            new IntakeTopology(settings, properties, counts).build(), properties);
    plant = driver.createInputTopic("plant", new ByteArraySerializer(), new ByteArraySerializer());
    observations =
        driver.createOutputTopic(
            "tidegate.observations", new StringDeserializer(), settings.serde().deserializer());
    deadLetters =
        driver.createOutputTopic(
            "tidegate.dead-letters", new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  private void pipe(String key, String value, Instant timestamp) {
    Headers headers = new RecordHeaders().add("trace", new byte[] {1});
    plant.pipeInput(
        new TestRecord<>(key.getBytes(UTF_8), value.getBytes(UTF_8), headers, timestamp));
  }

  private double count(String name) {
    return meters.get(name).counter().count();
  }

  @Test
  void aForeignRecordBecomesAnObservationAtItsOwnTimestamp() {
    Instant at = Instant.parse("2026-01-31T18:00:00Z");
    pipe("a", "{\"temp\": 20.5}", at);
    assertThat(observations.readRecordsToList())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.key()).isEqualTo("a");
              assertThat(record.getRecordTime()).isEqualTo(at);
              assertThat(record.headers()).isEmpty();
              assertThat(record.value())
                  .isEqualTo(
                      ObservationEvent.newBuilder()
                          .setTime(at)
                          .setValue(20.5)
                          .setCovariates(Map.of())
                          .build());
            });
    assertThat(count("tidegate.input.records")).isEqualTo(1);
    assertThat(count("tidegate.input.events")).isEqualTo(1);
  }

  @Test
  void aTimestampOfTheFutureIsBroughtBackToNow() {
    pipe("a", "{\"temp\": 20.5}", Instant.parse("2199-01-31T18:00:00Z"));
    assertThat(observations.readRecord().getRecordTime()).isBefore(Instant.now());
  }

  @Test
  void whatDoesNotFitIsADeadLetterWithItsPathAndTheNextRecordIsTaken() {
    pipe("a", "{\"temp\": \"broken\"}", Instant.EPOCH);
    pipe("a", "{\"temp\": 1}", Instant.EPOCH);
    assertThat(observations.readRecordsToList()).hasSize(1);
    assertThat(deadLetters.readRecordsToList())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.value()).isEqualTo("{\"temp\": \"broken\"}".getBytes(UTF_8));
              assertThat(header(letter, DeadLetterHeaders.PATH)).isEqualTo("temp");
              assertThat(header(letter, DeadLetterHeaders.REASON))
                  .isEqualTo("temp: expected a finite number, found the text 'broken'");
              assertThat(header(letter, DeadLetterHeaders.TOPIC)).isEqualTo("plant");
              assertThat(header(letter, DeadLetterHeaders.OFFSET)).isEqualTo("0");
              assertThat(letter.headers().lastHeader("trace")).isNotNull();
            });
    assertThat(count("tidegate.input.dead.letters")).isEqualTo(1);
    assertThat(count("tidegate.input.records")).isEqualTo(2);
  }

  private static String header(TestRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
