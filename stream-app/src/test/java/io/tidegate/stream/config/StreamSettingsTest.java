package io.tidegate.stream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.kernel.model.Size;
import io.tidegate.kernel.series.Part;
import io.tidegate.kernel.series.SeriesSettings;
import io.tidegate.wire.Configuration;
import io.tidegate.wire.ConfigurationException;
import io.tidegate.wire.ConfigurationTable;
import io.tidegate.wire.EventSerde;
import io.tidegate.wire.SeriesKeys;
import io.tidegate.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.junit.jupiter.api.Test;

class StreamSettingsTest {
  private static StreamSettings with(Map<String, String> keys) {
    return StreamSettings.load(null, Map.of(), keys);
  }

  @Test
  void theTableInTheReadmeIsTheDefinition() throws IOException {
    Path readme = Path.of("README.md");
    String text = Files.readString(readme);
    String fresh = ConfigurationTable.refresh(text, StreamSettings.definition());
    if (Boolean.getBoolean("tidegate.readme.update")) {
      Files.writeString(readme, fresh);
    }
    assertThat(Files.readString(readme))
        .as("stale: run mvn test -Dtest=%s -Dtidegate.readme.update=true", "StreamSettingsTest")
        .isEqualTo(fresh);
  }

  @Test
  void everyKeyHasADefault() {
    StreamSettings settings = with(Map.of());
    assertThat(settings.topics().forecasts()).isEqualTo("tidegate.forecasts");
    assertThat(settings.http())
        .isEqualTo(new StreamSettings.Http("127.0.0.1", 8080, false, Optional.empty()));
    assertThat(settings.rules().stepMillis("any")).isZero();
  }

  @Test
  void theFirstPatternThatMatchesASeriesGivesItsStep() {
    StreamSettings settings =
        with(
            Map.of(
                "tidegate.step", "PT1H",
                "tidegate.step.patterns", "host.cpu?=PT1S, host.*=PT10S,a=b=PT1M"));
    assertThat(settings.rules().stepMillis("host.cpu1")).isEqualTo(1_000);
    assertThat(settings.rules().stepMillis("host.cpu10")).isEqualTo(10_000);
    assertThat(settings.rules().stepMillis("hostXcpu1")).isEqualTo(3_600_000);
    assertThat(settings.rules().stepMillis("a=b")).isEqualTo(60_000);
  }

  @Test
  void anUnreadableStepNamesTheKeyAndTheText() {
    assertThatThrownBy(() -> with(Map.of("tidegate.step", "hourly")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tidegate.step")
        .hasMessageContaining("hourly");
    assertThatThrownBy(() -> with(Map.of("tidegate.step.patterns", "a=PT0S")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tidegate.step.patterns")
        .hasMessageContaining("PT0S");
    assertThatThrownBy(() -> with(Map.of("tidegate.step.patterns", "PT1S")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("GLOB=DURATION");
  }

  @Test
  void whatTheKernelIsToKnowOfASeriesIsPutTogetherByItsName() {
    StreamSettings settings =
        with(
            Map.of(
                "tidegate.size", "lean",
                "tidegate.season", "P7D",
                "tidegate.step.patterns", "shop*=PT1H",
                "tidegate.nonnegative.patterns", "shop.sold,*.count"));
    assertThat(settings.series("shop.sold"))
        .isEqualTo(new SeriesSettings(3_600_000, 7 * 86_400_000L, true, Size.LEAN));
    assertThat(settings.series("else"))
        .isEqualTo(new SeriesSettings(0, 7 * 86_400_000L, false, Size.LEAN));
    assertThat(with(Map.of()).series("any")).isEqualTo(SeriesSettings.of(0));
  }

  @Test
  void partsAreSwitchedOffByNameAndAnUnknownOneListsThem() {
    assertThat(with(Map.of("tidegate.without", "lstm, second-season")).forecaster().without())
        .containsExactlyInAnyOrder(Part.LSTM, Part.SECOND_SEASON);
    assertThat(with(Map.of()).forecaster().without()).isEmpty();
    assertThatThrownBy(() -> with(Map.of("tidegate.without", "lstm,network")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tidegate.without")
        .hasMessageContaining("second-season")
        .hasMessageContaining("found network");
  }

  @Test
  void anUnknownKeyRefusesAndNamesTheNearest() {
    assertThatThrownBy(() -> with(Map.of("tidegate.http.prt", "1")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tidegate.http.port");
  }

  @Test
  void kafkasKeysGoToItsClientsUntouched() {
    StreamSettings settings =
        StreamSettings.load(null, Map.of("KAFKA_BOOTSTRAP_SERVERS", "here:1"), Map.of());
    assertThat(settings.kafka()).containsEntry("bootstrap.servers", "here:1");
  }

  @Test
  void everyKeyMayStandInAFileThatTheTrainerReadsToo() {
    ConfigDef another =
        SeriesKeys.define(EventSerde.define(Topics.define(new ConfigDef())))
            .define(
                "tidegate.trainer.period",
                ConfigDef.Type.STRING,
                "PT1H",
                Importance.LOW,
                "Period.");
    Map<String, String> keys = new TreeMap<>();
    StreamSettings.load(null, Map.of(), Map.of())
        .configuration()
        .effective()
        .forEach((key, value) -> keys.put(key, value.replaceAll("^\\[|]$", "")));
    assertThat(Configuration.load(another, null, Map.of(), keys).effective())
        .containsKey("tidegate.trainer.period");
  }
}
