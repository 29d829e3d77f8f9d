package io.tidegate.trainer.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.kernel.model.Size;
import io.tidegate.kernel.series.Part;
import io.tidegate.kernel.series.SeriesSettings;
import io.tidegate.trainer.network.GradientNorm;
import io.tidegate.wire.ConfigurationException;
import io.tidegate.wire.ConfigurationTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainerSettingsTest {
  @Test
  void theReadmeHoldsTheTableOfTheKeys() throws IOException {
    Path readme = Path.of("README.md");
    String text = Files.readString(readme);
    String fresh = ConfigurationTable.refresh(text, TrainerSettings.definition());
    if (Boolean.getBoolean("tidegate.readme.update")) {
      Files.writeString(readme, fresh);
    }
    assertThat(Files.readString(readme))
        .as(
            "stale: run mvn test -pl model/trainer -am -Dtest=TrainerSettingsTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dtidegate.readme.update=true")
        .isEqualTo(fresh);
  }

  @Test
  void theNormAndTheThresholdOfClippingAreConfiguration() {
    TrainerSettings settings =
        Cluster.settings("gradient.norm", "MAX", "gradient.threshold", "0.25");
    assertThat(settings.later().norm()).isEqualTo(GradientNorm.MAX);
    assertThat(settings.first().threshold()).isEqualTo(0.25);
  }

  @Test
  void anUnknownNormIsRefusedByName() {
    assertThatThrownBy(() -> Cluster.settings("gradient.norm", "L3"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tidegate.trainer.gradient.norm");
  }

  @Test
  void howASeriesIsSeenFollowsFromItsName() {
    TrainerSettings settings =
        load(
            "tidegate.size", "lean",
            "tidegate.step", "PT10M",
            "tidegate.season.patterns", "shop.*=P7D",
            "tidegate.nonnegative.patterns", "*.sold");
    assertThat(settings.series("shop.1.sold"))
        .isEqualTo(new SeriesSettings(600_000, 7 * 86_400_000, true, Size.LEAN));
    assertThat(settings.series("else"))
        .isEqualTo(new SeriesSettings(600_000, SeriesSettings.AUTO, false, Size.LEAN));
  }

  @Test
  void aPartThatIsOffIsOffInTrainingToo() {
    TrainerSettings settings = load("tidegate.without", "lstm, second-season");
    assertThat(settings.first().forecaster().without())
        .isEqualTo(settings.later().forecaster().without())
        .containsExactlyInAnyOrder(Part.LSTM, Part.SECOND_SEASON);
  }

  @Test
  void anUnknownPartIsRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> load("tidegate.without", "gru"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("tidegate.without", "lstm, highway", "gru");
  }

  private static TrainerSettings load(String... keysAndValues) {
    Map<String, String> overrides = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      overrides.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return TrainerSettings.load(null, Map.of(), overrides);
  }

  @Test
  void theDigestChangesWithTheTrainersKeysOnly() {
    TrainerSettings one = Cluster.settings();
    TrainerSettings other = Cluster.settings("seed", "2");
    TrainerSettings elsewhere =
        TrainerSettings.load(
            null, Map.of(), Map.of("kafka.bootstrap.servers", "b:2", "tidegate.step", "PT1H"));
    assertThat(other.digest()).isNotEqualTo(one.digest());
    assertThat(elsewhere.digest()).isEqualTo(one.digest());
  }

  @Test
  void twoModelsCanBeTrainedSideBySide() {
    TrainerSettings settings =
        TrainerSettings.load(null, Map.of(), Map.of("tidegate.model.name", "second"));
    assertThat(settings.transactionalId()).isEqualTo("tidegate-trainer-second");
  }
}
