package io.tidegate.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.ForecastState;
import io.tidegate.schema.ObservationEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tomorrow's version is this one with an optional field added. */
class SchemaEvolutionTest {
  private final SingleObjectSerde serde = new SingleObjectSerde();

  @TempDir private Path directory;

  static List<SpecificRecord> samples() {
    return SampleEvents.ALL;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aNewerVersionReadsWhatThisOneWrites(SpecificRecord event) throws IOException {
    GenericRecord read = readByTomorrow(event);
    assertThat(read.get("note")).isNull();
    for (Schema.Field field : event.getSchema().getFields()) {
      assertThat(read.hasField(field.name())).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void thisVersionReadsWhatANewerOneWritesOnceItHasTheSchema(SpecificRecord event)
      throws IOException {
    byte[] bytes = writtenByTomorrow(event);
    assertThatThrownBy(() -> serde.deserializer().deserialize("topic", bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("unknown schema fingerprint")
        .hasMessageContaining(SingleObjectSerde.SCHEMAS);

    Path file = directory.resolve("newer.avsc");
    Files.writeString(file, SchemaFormatter.format("json/pretty", tomorrow(event.getSchema())));
    serde.configure(Map.of(SingleObjectSerde.SCHEMAS, List.of(file.toString())), false);

    assertThat(serde.deserializer().deserialize("topic", bytes)).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aFieldLessInsideTheSameMajorVersionIsRefusedAtTheStart(SpecificRecord event) {
    Schema narrower = withFields(event.getSchema(), fields -> fields.subList(1, fields.size()));
    assertThatThrownBy(() -> serde.accept(narrower))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(event.getSchema().getFullName())
        .hasMessageContaining("cannot be read as this version's");
  }

  @Test
  void anObservationFromBeforeThereWereCovariatesHasNone() throws IOException {
    assertThat(GoldenFixtures.schema("0.1", "ObservationEvent").getField("covariates")).isNull();
    SpecificRecord read =
        serde.deserializer().deserialize("topic", GoldenFixtures.bytes("0.1", "ObservationEvent"));
    assertThat(((ObservationEvent) read).getCovariates()).isEmpty();
    assertThat(((ObservationEvent) read).getValue())
        .isEqualTo(SampleEvents.observation().getValue());
  }

  @Test
  void aSymbolThatANewerVersionAddsReadsAsUnknown() throws IOException {
    ForecastEvent event = SampleEvents.forecast();
    Schema newer =
        new Schema.Parser()
            .parse(event.getSchema().toString().replace("\"REWARMED\"", "\"REWARMED\",\"FROZEN\""));
    serde.accept(newer);
    GenericRecord record = readBy(newer, event);
    Schema states = newer.getField("state").schema();
    record.put("state", new GenericData.EnumSymbol(states, "FROZEN"));

    SpecificRecord read = serde.deserializer().deserialize("topic", writtenBy(newer, record));

    assertThat(((ForecastEvent) read).getState()).isEqualTo(ForecastState.UNKNOWN);
  }

  private GenericRecord readByTomorrow(SpecificRecord event) throws IOException {
    return readBy(tomorrow(event.getSchema()), event);
  }

  private GenericRecord readBy(Schema reader, SpecificRecord event) throws IOException {
    BinaryMessageDecoder<GenericRecord> decoder =
        new BinaryMessageDecoder<>(GenericData.get(), reader);
    decoder.addSchema(event.getSchema());
    return decoder.decode(serde.serializer().serialize("topic", event));
  }

  private byte[] writtenByTomorrow(SpecificRecord event) throws IOException {
    GenericRecord record = readByTomorrow(event);
    record.put("note", "something that this version does not know");
    return writtenBy(record.getSchema(), record);
  }

  private static byte[] writtenBy(Schema writer, GenericRecord record) throws IOException {
    ByteBuffer bytes = new BinaryMessageEncoder<>(GenericData.get(), writer).encode(record);
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }

  private static Schema tomorrow(Schema schema) {
    Schema optional =
        Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING));
    return withFields(
        schema,
        fields -> {
          fields.add(new Schema.Field("note", optional, "A remark.", JsonProperties.NULL_VALUE));
          return fields;
        });
  }

  private static Schema withFields(
      Schema schema, java.util.function.UnaryOperator<List<Schema.Field>> change) {
    List<Schema.Field> fields = new ArrayList<>();
    schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    return Schema.createRecord(
        schema.getName(), schema.getDoc(), schema.getNamespace(), false, change.apply(fields));
  }
}
