package io.tidegate.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesKeysTest {
  @Test
  void withoutAnythingGivenTheStepIsToBeFound() {
    assertThat(steps(Map.of()).stepMillis("any")).isZero();
  }

  @Test
  void theFirstPatternThatMatchesWins() {
    StepPatterns steps =
        steps(
            Map.of(
                "tidegate.step", "PT10M",
                "tidegate.step.patterns", "cpu.?=PT1S, cpu.*=PT5S, a+b=auto"));
    assertThat(steps.stepMillis("cpu.1")).isEqualTo(1_000);
    assertThat(steps.stepMillis("cpu.12")).isEqualTo(5_000);
    assertThat(steps.stepMillis("xcpu.1")).isEqualTo(600_000);
    assertThat(steps.stepMillis("a+b")).isZero();
    assertThat(steps.stepMillis("aab")).isEqualTo(600_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10m", "PT0S", "-PT1S", "PT0.0005S", "PT0.0015S", "PT2562047788015215H", ""})
  void aStepThatIsNoPositiveNumberOfMillisecondsIsRefused(String step) {
    assertThatThrownBy(() -> steps(Map.of("tidegate.step", step)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tidegate.step");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "=PT1S", "cpu=", "cpu=soon"})
  void aPatternThatCannotBeReadIsNamed(String pattern) {
    assertThatThrownBy(() -> steps(Map.of("tidegate.step.patterns", pattern)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tidegate.step.patterns")
        .hasMessageContaining("expected");
  }

  @Test
  void aModelsNameHasNoSlash() {
    assertThatThrownBy(() -> steps(Map.of("tidegate.model.name", "a/b")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tidegate.model.name")
        .hasMessageContaining("1 to 100 characters without '/'");
  }

  private static StepPatterns steps(Map<String, String> overrides) {
    return SeriesKeys.steps(
        Configuration.load(SeriesKeys.define(new ConfigDef()), null, Map.of(), overrides));
  }
}
