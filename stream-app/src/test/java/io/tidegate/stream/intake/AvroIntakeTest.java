package io.tidegate.stream.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tidegate.schema.ObservationEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.topology.RefusedRecordException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvroIntakeTest {
  private static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Measurement", "namespace": "plant", "fields": [
                {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
                {"name": "day", "type": {"type": "int", "logicalType": "date"}},
                {"name": "device", "type": {"type": "record", "name": "Device", "fields": [
                  {"name": "id", "type": "string"},
                  {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["PUMP"]}}]}},
                {"name": "pressure", "type": ["null", "float"]},
                {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9,
                                           "scale": 2}},
                {"name": "tags", "type": {"type": "map", "values": ["null", "double"]}},
                {"name": "samples", "type": {"type": "array", "items": "int"}}]}
              """);
  private static final Instant AT = Instant.parse("2026-01-31T18:00:00Z");

  @TempDir Path directory;

  private static GenericRecord measurement(Float pressure) {
    Schema device = SCHEMA.getField("device").schema();
    return new GenericRecordBuilder(SCHEMA)
        .set("at", AT.toEpochMilli() * 1_000)
        .set("day", (int) (AT.toEpochMilli() / 86_400_000))
        .set(
            "device",
            new GenericRecordBuilder(device)
                .set("id", "p1")
                .set("kind", new GenericData.EnumSymbol(device.getField("kind").schema(), "PUMP"))
                .build())
        .set("pressure", pressure)
        .set("price", ByteBuffer.wrap(new BigDecimal("12.34").unscaledValue().toByteArray()))
        .set("tags", new HashMap<>(Map.of("load", 0.5)))
        .set("samples", List.of(3, 4))
        .build();
  }

  private RecordMapper mapper(String... keysAndValues) throws IOException {
    Map<String, String> keys = new TreeMap<>();
    keys.put("tidegate.input.format", "avro");
    keys.put("tidegate.input.topics", "plant");
    keys.put(
        "tidegate.input.avro.schemas",
        Files.writeString(directory.resolve("m.avsc"), SCHEMA.toString()).toString());
    for (int i = 0; i < keysAndValues.length; i += 2) {
      keys.put("tidegate.input." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return new RecordMapper(StreamSettings.load(null, Map.of(), keys).input());
  }

  private static byte[] encoded(GenericRecord record) throws IOException {
    ByteBuffer bytes =
        new BinaryMessageEncoder<GenericRecord>(GenericData.get(), record.getSchema())
            .encode(record);
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }

  private static List<SeriesEvent> map(RecordMapper mapper, byte[] value) {
    return mapper.map(new ForeignRecord("plant", null, 0), new RecordHeaders(), value);
  }

  @Test
  void recordsMapsArraysAndLogicalTypesAreReadByPath() throws IOException {
    RecordMapper avro =
        mapper(
            "time",
            "at",
            "key",
            "device.id,device.kind",
            "values",
            "pressure,price,tags.load,samples[1]");
    assertThat(map(avro, encoded(measurement(1.5f))))
        .extracting(SeriesEvent::series, e -> ((ObservationEvent) e.event()).getValue())
        .containsExactly(
            tuple("p1.PUMP.pressure", 1.5),
            tuple("p1.PUMP.price", 12.34),
            tuple("p1.PUMP.tags.load", 0.5),
            tuple("p1.PUMP.samples[1]", 4.));
    assertThat(((ObservationEvent) map(avro, encoded(measurement(1f))).get(0).event()).getTime())
        .isEqualTo(AT);
  }

  @Test
  void aDateIsTheStartOfItsDayInTheZone() throws IOException {
    RecordMapper avro =
        mapper("time", "day", "time.zone", "Europe/Zurich", "key", "device.id", "values", "price");
    assertThat(((ObservationEvent) map(avro, encoded(measurement(1f))).get(0).event()).getTime())
        .isEqualTo(Instant.parse("2026-01-30T23:00:00Z"));
  }

  @Test
  void everyPathWithAValueIsALeaf() {
    assertThat(new AvroFields(measurement(1f)).leaves())
        .extracting(FieldPath::text)
        .containsExactly(
            "at",
            "day",
            "device.id",
            "device.kind",
            "pressure",
            "price",
            "tags.load",
            "samples[0]",
            "samples[1]");
  }

  @Test
  void whatIsMissingOrIsNotThisEncodingIsRefused() throws IOException {
    RecordMapper avro = mapper("key", "device.id", "values", "pressure");
    assertThatThrownBy(() -> map(avro, encoded(measurement(null))))
        .hasMessageContaining("pressure: expected a number, found nothing");
    assertThatThrownBy(() -> map(avro, new byte[] {0, 0, 0, 0, 7, 1}))
        .isInstanceOf(RefusedRecordException.class)
        .hasMessageContaining("C3 01");
    Schema other = Schema.createRecord("Other", null, "plant", false, List.of());
    assertThatThrownBy(() -> map(avro, encoded(new GenericData.Record(other))))
        .isInstanceOf(RefusedRecordException.class)
        .hasMessageContaining("unknown schema fingerprint");
  }

  /** As a registry's: configured by keys of its own, and dependent on something out there. */
  public static final class OfARegistry implements Deserializer<Object> {
    private String mode;

    @Override
    public void configure(Map<String, ?> configuration, boolean isKey) {
      mode = (String) configuration.get("mode");
    }

    @Override
    public Object deserialize(String topic, byte[] data) {
      return switch (mode) {
        case "down" -> throw new SerializationException("no schema", new SocketTimeoutException());
        case "bad" -> throw new IllegalStateException("odd bytes");
        case "text" -> "a text";
        default -> measurement(2f);
      };
    }
  }

  private RecordMapper registry(String mode) throws IOException {
    return mapper(
        "deserializer",
        OfARegistry.class.getName(),
        "deserializer.mode",
        mode,
        "key",
        "device.id",
        "values",
        "pressure",
        "time",
        "at");
  }

  @Test
  void anyDeserializerCanBeNamedAndGetsItsKeys() throws IOException {
    assertThat(map(registry("good"), new byte[1]))
        .extracting(SeriesEvent::series)
        .containsExactly("p1");
    assertThatThrownBy(() -> map(registry("bad"), new byte[1]))
        .isInstanceOf(RefusedRecordException.class)
        .hasMessageContaining("odd bytes");
    assertThatThrownBy(() -> map(registry("text"), new byte[1]))
        .isInstanceOf(RefusedRecordException.class)
        .hasMessageContaining("java.lang.String");
  }

  @Test
  void aRegistryThatCannotBeReachedIsNoFaultOfTheRecord() throws IOException {
    assertThatThrownBy(() -> map(registry("down"), new byte[1]))
        .isInstanceOf(SerializationException.class);
  }
}
