package io.tidegate.stream.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.AlertResolution;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.stream.alerts.AlertSamples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaTest {
  private static final Path FOLDER = Path.of("../schemas/json");

  private static Path file(String event) {
    return FOLDER.resolve(event + ".schema.json");
  }

  private static String complaints(String event, String json) throws Exception {
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    Schema schema = registry.getSchema(Files.readString(file(event)));
    return schema.validate(json, InputFormat.JSON).toString();
  }

  private static String json(SpecificRecord event) {
    return new String(JsonEvents.encode(event), UTF_8);
  }

  @ParameterizedTest
  @ValueSource(classes = {ForecastEvent.class, AlertEvent.class})
  void theSchemaIsMadeOfTheEventsFields(Class<? extends SpecificRecord> type) throws Exception {
    org.apache.avro.Schema avro = type.getDeclaredConstructor().newInstance().getSchema();
    String fresh = JsonSchemas.of(avro);
    if (Boolean.getBoolean("tidegate.fixtures.update")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file(avro.getName()), fresh);
    }
    assertThat(file(avro.getName()))
        .as("stale: run mvn test -Dtest=JsonSchemaTest -Dtidegate.fixtures.update=true")
        .hasContent(fresh);
  }

  @Test
  void whatIsWrittenIsValid() throws Exception {
    Instant at = Instant.parse("2026-01-31T18:00:00Z");
    ForecastEvent forecast =
        OutputSerdeTest.forecast(20, new float[] {0.5f, 0.9f}, new float[] {0, 1, 1e-9f, 3e30f});
    assertThat(complaints("ForecastEvent", json(forecast))).isEqualTo("[]");
    AlertEvent opened = AlertSamples.opened("a", 1, at);
    assertThat(complaints("AlertEvent", json(opened))).isEqualTo("[]");
    AlertEvent over = AlertSamples.resolved(opened, AlertResolution.NORMAL, 9, at);
    assertThat(complaints("AlertEvent", json(over))).isEqualTo("[]");
  }

  @Test
  void whatLacksAFieldOrHasAnotherTypeIsNot() throws Exception {
    String forecast = json(OutputSerdeTest.forecast(20, new float[] {0.5f}, new float[] {0}));
    assertThat(complaints("ForecastEvent", forecast.replace("\"horizon\"", "\"h\"")))
        .contains("horizon");
    assertThat(complaints("ForecastEvent", forecast.replace("\"WARM\"", "\"HOT\"")))
        .contains("state");
    assertThat(complaints("ForecastEvent", forecast.replace("[[0.0]]", "[0.0]")))
        .contains("quantiles");
  }
}
