package io.tidegate.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  private static final ConfigDef STREAM =
      EventSerde.define(
          Topics.define(
              new ConfigDef()
                  .define("tidegate.http.port", ConfigDef.Type.INT, 8080, Importance.HIGH, "Port.")
                  .define(
                      "tidegate.model.name",
                      ConfigDef.Type.STRING,
                      "default",
                      Importance.LOW,
                      "Name.")
                  .define("tidegate.ratio", ConfigDef.Type.DOUBLE, 0.5, Importance.LOW, "Ratio.")
                  .define("tidegate.size", ConfigDef.Type.LONG, 1L << 40, Importance.LOW, "Size.")
                  .define(
                      "tidegate.switch", ConfigDef.Type.BOOLEAN, true, Importance.LOW, "Switch.")
                  .define(
                      "tidegate.wait",
                      ConfigDef.Type.STRING,
                      "PT60S",
                      ConfigurationTypes.DURATION,
                      Importance.LOW,
                      "Wait.")
                  .define(
                      "tidegate.zone",
                      ConfigDef.Type.STRING,
                      "UTC",
                      ConfigurationTypes.ZONE,
                      Importance.LOW,
                      "Zone.")));

  @TempDir private Path directory;

  @Test
  void withNothingGivenTheDefaultsHold() {
    Configuration configuration = load(null, Map.of(), Map.of());
    assertThat(configuration.integer("tidegate.http.port")).isEqualTo(8080);
    assertThat(configuration.longInteger("tidegate.size")).isEqualTo(1L << 40);
    assertThat(configuration.number("tidegate.ratio")).isEqualTo(0.5);
    assertThat(configuration.flag("tidegate.switch")).isTrue();
    assertThat(configuration.duration("tidegate.wait")).isEqualTo(Duration.ofMinutes(1));
    assertThat(configuration.zone("tidegate.zone")).isEqualTo(ZoneId.of("UTC"));
    assertThat(configuration.list(SingleObjectSerde.SCHEMAS)).isEmpty();
    assertThat(configuration.kafka()).isEmpty();
    assertThat(configuration.serde()).isEmpty();
  }

  @Test
  void theEnvironmentWinsOverTheFileAndOverridesWinOverBoth() throws IOException {
    Path file = file("tidegate.http.port = 1001\ntidegate.ratio=0.25\ntidegate.size=7");
    Configuration configuration =
        load(
            file,
            Map.of("TIDEGATE_HTTP_PORT", "1002", "TIDEGATE_RATIO", "0.75"),
            Map.of("tidegate.http.port", "1003"));
    assertThat(configuration.integer("tidegate.http.port")).isEqualTo(1003);
    assertThat(configuration.number("tidegate.ratio")).isEqualTo(0.75);
    assertThat(configuration.longInteger("tidegate.size")).isEqualTo(7);
  }

  @Test
  void kafkaAndSerdeKeysPassThroughWithoutTheirPrefix() throws IOException {
    Path file = file("kafka.security.protocol=SASL_SSL\nserde.registry.url=http://localhost:1\n");
    Configuration configuration =
        load(file, Map.of("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"), Map.of());
    assertThat(configuration.kafka())
        .containsOnly(
            Map.entry("security.protocol", "SASL_SSL"),
            Map.entry("bootstrap.servers", "localhost:9092"));
    assertThat(configuration.serde()).containsOnly(Map.entry("registry.url", "http://localhost:1"));
  }

  @Test
  void aFileIsUtf8() throws IOException {
    Configuration configuration =
        load(file("tidegate.model.name = Z\u00fcrich \u2603"), Map.of(), Map.of());
    assertThat(configuration.string("tidegate.model.name")).isEqualTo("Z\u00fcrich \u2603");
  }

  @Test
  void anUnknownKeyIsRefusedWithItsSourceAndTheNearestKey() throws IOException {
    Path file = file("tidegate.htp.port=1");
    assertRefused(
        () -> load(file, Map.of(), Map.of()),
        "unknown configuration key tidegate.htp.port (file "
            + file
            + "); did you mean"
            + " tidegate.http.port?");
    assertRefused(
        () -> load(null, Map.of("TIDEGATE_ZONES", "UTC"), Map.of()),
        "unknown configuration key tidegate.zones (environment variable TIDEGATE_ZONES);"
            + " did you mean tidegate.zone?");
    assertRefused(
        () -> load(null, Map.of(), Map.of("tidegate.ratoi", "1")),
        "unknown configuration key tidegate.ratoi (command line); did you mean tidegate.ratio?");
  }

  @Test
  void aKeyThatIsLikeNoneGetsNoGuess() throws IOException {
    Path file = file("bootstrap.servers=localhost:9092");
    assertRefused(
        () -> load(file, Map.of(), Map.of()),
        "unknown configuration key bootstrap.servers (file "
            + file
            + "); the keys begin with"
            + " tidegate., kafka. or serde.");
    assertRefused(
        () -> load(null, Map.of(), Map.of("tidegate.nonsense", "1")),
        "unknown configuration key tidegate.nonsense (command line);"
            + " the process's README lists its keys");
  }

  @Test
  void oneFileMayServeBothProcesses() throws IOException {
    Path file = file("tidegate.trainer.period=PT1M\ntidegate.http.port=1\ntidegate.ratio=0.1\n");
    ConfigDef trainer =
        new ConfigDef()
            .define(
                "tidegate.trainer.period", ConfigDef.Type.STRING, "PT1H", Importance.LOW, "Period.")
            .define("tidegate.ratio", ConfigDef.Type.DOUBLE, 0.5, Importance.LOW, "Ratio.");
    assertThat(load(file, Map.of(), Map.of()).integer("tidegate.http.port")).isEqualTo(1);
    assertThat(
            Configuration.load(trainer, file, Map.of(), Map.of())
                .duration("tidegate.trainer.period"))
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(load(file, Map.of(), Map.of()).effective())
        .doesNotContainKey("tidegate.trainer.period");
  }

  @Test
  void aMisspeltKeyOfAProcessIsRefusedByThatProcess() throws IOException {
    Path file = file("tidegate.http.prot=1");
    assertRefused(
        () -> load(file, Map.of(), Map.of()), "tidegate.http.prot", "tidegate.http.port?");
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = directory.resolve("absent.properties");
    assertRefused(() -> load(file, Map.of(), Map.of()), "no configuration file " + file);
  }

  @Test
  void aDirectoryIsNoFile() {
    assertRefused(
        () -> load(directory, Map.of(), Map.of()), "cannot read configuration file " + directory);
  }

  @Test
  void aFileThatIsNotUtf8IsNamed() throws IOException {
    Path file = directory.resolve("latin1.properties");
    Files.write(file, "tidegate.model.name=Z\u00fcrich".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(
        () -> load(file, Map.of(), Map.of()), "configuration file " + file + " is not UTF-8");
  }

  @Test
  void aWrongTypeNamesKeyValueAndSource() {
    assertRefused(
        () -> load(null, Map.of("TIDEGATE_HTTP_PORT", "many"), Map.of()),
        "tidegate.http.port",
        "many",
        "(environment variable TIDEGATE_HTTP_PORT)");
  }

  @Test
  void aDurationThatIsNotPositiveOrNotIsoIsRefused() {
    for (String wrong :
        new String[] {"1h", "PT0S", "-PT1M", "", "PT", "PT0.0001S", "PT2562047788015215H"}) {
      assertRefused(
          () -> load(null, Map.of(), Map.of("tidegate.wait", wrong)),
          "tidegate.wait",
          "expected a positive ISO-8601 duration such as PT1H",
          "(command line)");
    }
  }

  @Test
  void aZoneThatDoesNotExistIsRefused() {
    assertRefused(
        () -> load(null, Map.of(), Map.of("tidegate.zone", "Europe/Atlantis")),
        "tidegate.zone",
        "Europe/Atlantis",
        "expected a time zone id such as UTC or Europe/Zurich");
  }

  @Test
  void aListIsSplitAtCommas() {
    Configuration configuration =
        load(null, Map.of("TIDEGATE_SERDE_SCHEMAS", "a.avsc, b.avsc"), Map.of());
    assertThat(configuration.list(SingleObjectSerde.SCHEMAS)).containsExactly("a.avsc", "b.avsc");
  }

  @Test
  void whatIsInEffectIsListedInKeyOrder() {
    assertThat(load(null, Map.of(), Map.of("tidegate.http.port", "1")).effective())
        .containsEntry("tidegate.http.port", "1")
        .containsEntry("tidegate.wait", "PT60S")
        .isInstanceOf(java.util.SortedMap.class);
  }

  @Test
  void askingForAKeyThatIsNotDefinedIsAProgramsError() {
    Configuration configuration = load(null, Map.of(), Map.of());
    assertThatThrownBy(() -> configuration.string("tidegate.absent"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no configuration key tidegate.absent");
  }

  private static Configuration load(
      Path file, Map<String, String> environment, Map<String, String> overrides) {
    return Configuration.load(STREAM, file, environment, overrides);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("tidegate.properties"), text);
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable loading, String... words) {
    assertThatThrownBy(loading)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(words)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }
}
