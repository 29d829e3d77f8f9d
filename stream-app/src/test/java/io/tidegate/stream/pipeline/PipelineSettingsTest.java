package io.tidegate.stream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.stream.config.StreamSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineSettingsTest {
  @TempDir Path directory;

  @Test
  void theEnvironmentWinsOverDefaultsButNotOverWhatWasSet() {
    PipelineSettings keys =
        new PipelineSettings(
                Map.of(
                    "TIDEGATE_ZONE", "Europe/Zurich",
                    "TIDEGATE_HTTP_PORT", "9",
                    "KAFKA_BOOTSTRAP_SERVERS", "elsewhere:1",
                    "TIDEGATE_TRAINER_JAR", "trainer.jar"))
            .always(Map.of("tidegate.http.port", "0", "kafka.bootstrap.servers", "here:2"))
            .byDefault("tidegate.http.port", "1")
            .byDefault("tidegate.zone", "UTC")
            .byDefault("tidegate.bridge.limit", "7");
    StreamSettings settings = keys.write(directory.resolve("demo.properties"));
    assertThat(settings.http().port()).isZero();
    assertThat(settings.kafka()).containsEntry("bootstrap.servers", "here:2");
    assertThat(settings.zone().getId()).isEqualTo("Europe/Zurich");
    assertThat(settings.bridgeLimit()).isEqualTo(7);
    assertThat(keys.get("tidegate.zone")).isEqualTo("Europe/Zurich");
    assertThat(keys.overruled())
        .containsExactlyInAnyOrder("TIDEGATE_HTTP_PORT", "KAFKA_BOOTSTRAP_SERVERS");
  }

  @Test
  void theTrainersKeysMayStandInTheSameFile() throws Exception {
    Path file = directory.resolve("demo.properties");
    new PipelineSettings(Map.of())
        .always(Map.of("kafka.bootstrap.servers", "here:2"))
        .byDefault(PipelineSettings.EVERY, "500")
        .write(file);
    assertThat(Files.readString(file)).contains("tidegate.trainer.every.observations=500");
  }

  @Test
  void theTrainerIsFoundFromAnywhereBelowItsCheckout() throws Exception {
    Path jar = directory.resolve("model/trainer/target/tidegate-trainer.jar");
    Files.createDirectories(jar.getParent());
    Files.createFile(jar);
    Path below = Files.createDirectories(directory.resolve("stream-app/target"));
    assertThat(TrainerJar.inCheckout(below)).contains(jar);
    assertThat(TrainerJar.find(Optional.of(jar), Map.of())).isEqualTo(jar);
  }

  @Test
  void aTemporaryDirectoryGoesAndANamedOneStays() throws Exception {
    Path gone;
    try (PipelineDirectory temporary = PipelineDirectory.open("drill", Optional.empty())) {
      gone = temporary.path();
      Files.createDirectories(temporary.broker().resolve("topic-0"));
      Files.writeString(temporary.log(), "a line");
    }
    assertThat(gone).doesNotExist();
    Path named = directory.resolve("mine");
    try (PipelineDirectory kept = PipelineDirectory.open("drill", Optional.of(named))) {
      Files.writeString(kept.log(), "a line");
    }
    assertThat(named.resolve("drill.log")).hasContent("a line");
  }
}
