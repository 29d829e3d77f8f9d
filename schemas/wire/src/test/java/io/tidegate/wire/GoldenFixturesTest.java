package io.tidegate.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenFixturesTest {
  private final SingleObjectSerde serde = new SingleObjectSerde();

  @BeforeAll
  static void update() throws IOException {
    GoldenFixtures.updateIfAsked();
  }

  static List<SpecificRecord> samples() {
    return SampleEvents.ALL;
  }

  static Stream<Arguments> released() {
    return EventSchemas.VERSIONS.stream()
        .flatMap(
            version ->
                SampleEvents.ALL.stream()
                    .filter(event -> existedIn(version, event))
                    .map(event -> Arguments.of(version, event)));
  }

  private static boolean existedIn(String version, SpecificRecord event) {
    return version.equals(EventSchemas.VERSION)
        || Files.exists(GoldenFixtures.bytesFile(version, event.getSchema().getName()));
  }

  @Test
  void everyEventTypeHasASample() {
    assertThat(SampleEvents.ALL)
        .extracting(SpecificRecord::getSchema)
        .containsExactlyElementsOf(EventSchemas.ALL);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyEventTypeHasAFixtureAndItsSchemaInThisVersion(SpecificRecord event) {
    String type = event.getSchema().getName();
    assertThat(GoldenFixtures.bytesFile(EventSchemas.VERSION, type)).exists();
    assertThat(GoldenFixtures.schemaFile(EventSchemas.VERSION, type)).exists();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void thisVersionWritesItsFixturesBitForBit(SpecificRecord event) throws IOException {
    assertThat(serde.serializer().serialize("topic", event))
        .isEqualTo(GoldenFixtures.bytes(EventSchemas.VERSION, event.getSchema().getName()));
  }

  @ParameterizedTest
  @MethodSource("released")
  void whatAVersionWroteIsReadFieldByField(String version, SpecificRecord sample)
      throws IOException {
    String type = sample.getSchema().getName();
    SpecificRecord read =
        serde.deserializer().deserialize("topic", GoldenFixtures.bytes(version, type));
    assertThat(read).hasSameClassAs(sample);
    hasWhatWasWritten(GoldenFixtures.schema(version, type), read, sample);
  }

  /** Records within records may have got new fields, too. */
  private static void hasWhatWasWritten(Schema schema, IndexedRecord read, IndexedRecord sample) {
    for (Schema.Field written : schema.getFields()) {
      Schema.Field field = sample.getSchema().getField(written.name());
      if (field == null) {
        continue;
      }
      Object value = read.get(field.pos());
      Object expected = sample.get(field.pos());
      if (value instanceof IndexedRecord inner && expected instanceof IndexedRecord other) {
        hasWhatWasWritten(recordOf(written.schema()), inner, other);
      } else {
        assertThat(value).as(written.name()).isEqualTo(expected);
      }
    }
  }

  private static Schema recordOf(Schema schema) {
    return schema.isUnion()
        ? schema.getTypes().stream()
            .filter(branch -> branch.getType() == Schema.Type.RECORD)
            .findFirst()
            .orElseThrow()
        : schema;
  }
}
