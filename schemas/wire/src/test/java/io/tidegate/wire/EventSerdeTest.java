package io.tidegate.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventSerdeTest {
  @TempDir private Path directory;

  @Test
  void theDefaultIsAvrosSingleObjectEncoding() {
    assertThat(serde(Map.of())).isInstanceOf(SingleObjectSerde.class);
  }

  @Test
  void anotherClassTakesItsPlaceAndGetsKafkasKeysAndItsOwn() {
    RecordingSerde serde =
        (RecordingSerde)
            serde(
                Map.of(
                    EventSerde.CLASS,
                    RecordingSerde.class.getName(),
                    "kafka.bootstrap.servers",
                    "localhost:1",
                    "serde.registry.url",
                    "http://localhost:2"));
    assertThat(serde.settings)
        .containsEntry("bootstrap.servers", "localhost:1")
        .containsEntry("registry.url", "http://localhost:2");
    assertThat(serde.forKeys).isFalse();
  }

  @Test
  void aClassThatDoesNotExistIsNamed() {
    assertRefused(
        Map.of(EventSerde.CLASS, "com.example.Absent"),
        "tidegate.serde: expected a class",
        "org.apache.kafka.common.serialization.Serde",
        "found com.example.Absent",
        "ClassNotFoundException");
  }

  @Test
  void aClassThatIsNoSerdeIsNamed() {
    assertRefused(Map.of(EventSerde.CLASS, "java.lang.String"), "found java.lang.String");
  }

  @Test
  void aClassWithoutAPublicConstructorIsNamed() {
    assertRefused(
        Map.of(EventSerde.CLASS, "org.apache.kafka.common.serialization.Serdes$WrapperSerde"),
        "constructor without arguments",
        "WrapperSerde");
  }

  @Test
  void aSerdeThatCannotBeLoadedIsNamed() {
    assertRefused(Map.of(EventSerde.CLASS, BrokenSerde.class.getName()), "BrokenSerde");
  }

  @Test
  void aSerdeThatRefusesItsConfigurationIsNamed() {
    assertRefused(
        Map.of(EventSerde.CLASS, RecordingSerde.class.getName(), "serde.fail", "no registry"),
        "RecordingSerde refused its configuration",
        "no registry");
  }

  @Test
  void aSchemaFileThatIsMissingIsNamed() {
    Path file = directory.resolve("absent.avsc");
    assertRefused(
        Map.of(SingleObjectSerde.SCHEMAS, file.toString()),
        SingleObjectSerde.SCHEMAS + ": no file " + file);
  }

  @Test
  void aSchemaFileThatIsNoSchemaIsNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("wrong.avsc"), "{\"type\": \"recrod\"}");
    assertRefused(
        Map.of(SingleObjectSerde.SCHEMAS, file.toString()),
        SingleObjectSerde.SCHEMAS,
        file.toString(),
        "the complete schema of an event");
  }

  @Test
  void aSchemaFileOfNoEventIsNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("other.avsc"), "\"string\"");
    assertRefused(
        Map.of(SingleObjectSerde.SCHEMAS, file.toString()), file.toString(), "is none of");
  }

  private static Serde<SpecificRecord> serde(Map<String, String> overrides) {
    ConfigDef definition = EventSerde.define(new ConfigDef());
    return EventSerde.of(Configuration.load(definition, null, Map.of(), overrides));
  }

  private static void assertRefused(Map<String, String> overrides, String... words) {
    assertThatThrownBy(() -> serde(overrides))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(words);
  }

  /** A stand-in for a registry's serde. */
  public static final class RecordingSerde implements Serde<SpecificRecord> {
    private final Map<String, Object> settings = new HashMap<>();
    private boolean forKeys = true;

    @Override
    public void configure(Map<String, ?> configuration, boolean isKey) {
      if (configuration.containsKey("fail")) {
        throw new IllegalStateException(configuration.get("fail").toString());
      }
      settings.putAll(configuration);
      forKeys = isKey;
    }

    @Override
    public Serializer<SpecificRecord> serializer() {
      return (topic, event) -> new byte[0];
    }

    @Override
    public Deserializer<SpecificRecord> deserializer() {
      return (topic, bytes) -> SampleEvents.observation();
    }
  }

  /** Fails while its class is initialised, as one whose library is missing does. */
  public static final class BrokenSerde implements Serde<SpecificRecord> {
    private static final int SIZE = Integer.parseInt("not a number");

    @Override
    public Serializer<SpecificRecord> serializer() {
      return (topic, event) -> new byte[SIZE];
    }

    @Override
    public Deserializer<SpecificRecord> deserializer() {
      return (topic, bytes) -> SampleEvents.observation();
    }
  }
}
