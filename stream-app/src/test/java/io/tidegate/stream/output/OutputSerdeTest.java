package io.tidegate.stream.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.AlertResolution;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.ForecastState;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.stream.alerts.AlertSamples;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.wire.Float32Vector;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class OutputSerdeTest {
  private static final Instant AT = Instant.parse("2026-01-31T18:00:00Z");

  private final Serde<SpecificRecord> avro = serde("avro");
  private final Serde<SpecificRecord> json = serde("json");

  private static Serde<SpecificRecord> serde(String format) {
    return StreamSettings.load(null, Map.of(), Map.of("tidegate.output.format", format)).serde();
  }

  static ForecastEvent forecast(double value, float[] levels, float[] quantiles) {
    return ForecastEvent.newBuilder()
        .setSourcePartition(1)
        .setSourceOffset(9_007_199_254_740_993L)
        .setOrigin(AT)
        .setValue(value)
        .setStepMillis(600_000)
        .setState(ForecastState.WARM)
        .setModelName("default")
        .setModelVersion(6)
        .setHorizon(quantiles.length / levels.length)
        .setQuantileCount(levels.length)
        .setQuantileLevels(Float32Vector.encode(levels))
        .setQuantiles(Float32Vector.encode(quantiles))
        .build();
  }

  private static byte[] written(Serde<SpecificRecord> serde, SpecificRecord event) {
    return serde.serializer().serialize("out", new RecordHeaders(), event);
  }

  private static SpecificRecord read(Serde<SpecificRecord> serde, byte[] bytes) {
    return serde.deserializer().deserialize("out", new RecordHeaders(), bytes);
  }

  @Test
  void aForecastInJsonHasTheFieldsOfItsSchemaInPlainForm() throws Exception {
    ForecastEvent event =
        forecast(20, new float[] {0.05f, 0.5f, 0.95f}, new float[] {-1, 0.1f, 1, -2, -0.3f, 2.5f});
    JsonNode node = new ObjectMapper().readTree(written(json, event));
    assertThat(node)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"sourcePartition": 1, "sourceOffset": 9007199254740993,
                     "origin": 1769882400000, "value": 20.0, "stepMillis": 600000,
                     "state": "WARM", "modelName": "default", "modelVersion": 6, "horizon": 2,
                     "quantileCount": 3, "quantileLevels": [0.05, 0.5, 0.95],
                     "quantiles": [[-1.0, 0.1, 1.0], [-2.0, -0.3, 2.5]],
                     "point": [20.1, 19.7]}
                    """));
  }

  @Test
  void whatIsWrittenInJsonIsReadBackBitForBit() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      float[] levels = {0.25f, 0.5f, 0.75f};
      float[] quantiles = new float[96 * levels.length];
      for (int i = 0; i < quantiles.length; i++) {
        quantiles[i] = anyFinite(random);
      }
      quantiles[0] = -0.0f;
      quantiles[1] = Float.MIN_VALUE;
      quantiles[2] = Float.MAX_VALUE;
      ForecastEvent event = forecast(random.nextGaussian() * 1e9, levels, quantiles);
      byte[] bytes = written(avro, event);
      assertThat(written(avro, read(json, written(json, event)))).isEqualTo(bytes);
    }
  }

  private static float anyFinite(Random random) {
    float number;
    do {
      number = Float.intBitsToFloat(random.nextInt());
    } while (!Float.isFinite(number));
    return number;
  }

  @Test
  void alertsKeepWhatTheyHaveAndNullIsPlain() throws Exception {
    AlertEvent opened = AlertSamples.opened("a", 1, AT);
    AlertEvent over = AlertSamples.resolved(opened, AlertResolution.NEW_NORMAL, 9, AT);
    for (AlertEvent event : new AlertEvent[] {opened, over}) {
      assertThat(read(json, written(json, event))).isEqualTo(event);
    }
    JsonNode node = new ObjectMapper().readTree(written(json, opened));
    assertThat(node.get("resolution").isNull()).isTrue();
    assertThat(node.get("change").textValue()).isEqualTo("OPENED");
    assertThat(node.get("detectors").isObject()).isTrue();
    AlertEvent endless =
        AlertEvent.newBuilder(opened)
            .setScore(Double.POSITIVE_INFINITY)
            .setFalseAlarmsPerWeek(Double.NEGATIVE_INFINITY)
            .build();
    assertThat(read(json, written(json, endless))).isEqualTo(endless);
  }

  @Test
  void bothAreReadWhateverIsWrittenNow() {
    ForecastEvent event = forecast(1, new float[] {0.5f}, new float[] {1});
    assertThat(read(avro, written(json, event))).isEqualTo(event);
    assertThat(read(json, written(avro, event))).isEqualTo(event);
    assertThat(read(json, null)).isNull();
  }

  @Test
  void otherEventsStayAvro() {
    ObservationEvent event =
        ObservationEvent.newBuilder().setTime(AT).setValue(1).setCovariates(Map.of()).build();
    assertThat(written(json, event)).isEqualTo(written(avro, event));
  }

  @Test
  void aLaterVersionsFieldIsPassedOverAndItsSymbolIsUnknown() {
    byte[] bytes = written(json, AlertSamples.opened("a", 1, AT));
    String later =
        new String(bytes, UTF_8)
            .replace("\"change\":\"OPENED\"", "\"change\":\"FOLDED\",\"more\":[1]");
    AlertEvent event = (AlertEvent) read(json, later.getBytes(UTF_8));
    assertThat(event.getChange()).hasToString("UNKNOWN");
  }

  @Test
  void whatIsNoEventIsRefused() {
    for (String text : new String[] {"{}", "{\"change\"", "{\"horizon\": 1}"}) {
      assertThatThrownBy(() -> read(json, text.getBytes(UTF_8)))
          .isInstanceOf(SerializationException.class);
    }
  }
}
