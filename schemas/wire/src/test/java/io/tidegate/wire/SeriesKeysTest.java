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
    assertThat(rules(Map.of()).stepMillis("any")).isZero();
  }

  @Test
  void theFirstPatternThatMatchesWins() {
    SeriesRules steps =
        rules(
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
    assertThatThrownBy(() -> rules(Map.of("tidegate.step", step)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tidegate.step");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "=PT1S", "cpu=", "cpu=soon"})
  void aPatternThatCannotBeReadIsNamed(String pattern) {
    assertThatThrownBy(() -> rules(Map.of("tidegate.step.patterns", pattern)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tidegate.step.patterns")
        .hasMessageContaining("expected");
  }

  @Test
  void withoutAnythingGivenTheSeasonFollowsFromStepAndDataAndTheSignIsFree() {
    SeriesRules rules = rules(Map.of());
    assertThat(rules.seasonMillis("any")).isEqualTo(SeriesRules.AUTO_SEASON);
    assertThat(rules.isNonNegative("any")).isFalse();
  }

  @Test
  void theSeasonOfASeriesIsThatOfTheFirstPatternThatMatches() {
    SeriesRules rules =
        rules(
            Map.of(
                "tidegate.season", "PT24H",
                "tidegate.season.patterns", "shop.*=P7D, noise?=none, new=auto"));
    assertThat(rules.seasonMillis("shop.1")).isEqualTo(7 * 86_400_000L);
    assertThat(rules.seasonMillis("noise1")).isEqualTo(SeriesRules.NO_SEASON);
    assertThat(rules.seasonMillis("new")).isEqualTo(SeriesRules.AUTO_SEASON);
    assertThat(rules.seasonMillis("other")).isEqualTo(86_400_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"daily", "P0D", "-P1D", "P1M", "PT0.0005S", ""})
  void aSeasonThatIsNoPositiveNumberOfMillisecondsIsRefused(String season) {
    assertThatThrownBy(() -> rules(Map.of("tidegate.season", season)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tidegate.season")
        .hasMessageContaining("auto, none or an ISO-8601 duration");
    assertThatThrownBy(() -> rules(Map.of("tidegate.season.patterns", "a=" + season)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tidegate.season.patterns");
  }

  @Test
  void aSeriesThatOneOfTheGlobsMatchesIsNonNegative() {
    SeriesRules rules = rules(Map.of("tidegate.nonnegative.patterns", "sales.*, a=b"));
    assertThat(rules.isNonNegative("sales.1")).isTrue();
    assertThat(rules.isNonNegative("a=b")).isTrue();
    assertThat(rules.isNonNegative("sales")).isFalse();
  }

  @Test
  void aSizeIsOneOfTwo() {
    assertThat(configuration(Map.of()).string(SeriesKeys.SIZE)).isEqualTo("standard");
    assertThatThrownBy(() -> configuration(Map.of("tidegate.size", "huge")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tidegate.size")
        .hasMessageContaining("standard, lean");
  }

  @Test
  void aModelsNameHasNoSlash() {
    assertThatThrownBy(() -> rules(Map.of("tidegate.model.name", "a/b")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tidegate.model.name")
        .hasMessageContaining("1 to 100 characters without '/'");
  }

  private static SeriesRules rules(Map<String, String> overrides) {
    return SeriesKeys.rules(configuration(overrides));
  }

  private static Configuration configuration(Map<String, String> overrides) {
    return Configuration.load(SeriesKeys.define(new ConfigDef()), null, Map.of(), overrides);
  }
}
