package io.tidegate.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaHistoryTest {
  @BeforeAll
  static void update() throws IOException {
    GoldenFixtures.updateIfAsked();
  }

  static List<Schema> inUse() {
    return EventSchemas.ALL;
  }

  @ParameterizedTest
  @MethodSource("inUse")
  void theSchemaInUseStandsInTheHistoryOfItsVersion(Schema schema) throws IOException {
    assertThat(GoldenFixtures.schema(EventSchemas.VERSION, schema.getName())).isEqualTo(schema);
  }

  @Test
  void theNewestVersionOfTheHistoryIsTheOneInUse() {
    assertThat(EventSchemas.VERSIONS).last().isEqualTo(EventSchemas.VERSION);
  }

  @Test
  void theHistoryIsLoadedFromTheClassPath() {
    assertThat(EventSchemas.history()).hasSizeGreaterThanOrEqualTo(EventSchemas.ALL.size());
  }
}
