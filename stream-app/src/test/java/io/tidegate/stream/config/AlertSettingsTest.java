package io.tidegate.stream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.kernel.alert.AlertRules;
import io.tidegate.kernel.alert.QuietHours;
import io.tidegate.kernel.alert.Severities;
import io.tidegate.kernel.alert.Severity;
import io.tidegate.kernel.alert.Side;
import io.tidegate.wire.ConfigurationException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertSettingsTest {
  private static AlertSettings with(String key, String value) {
    return StreamSettings.load(null, Map.of(), Map.of(key, value)).alerts();
  }

  private static AlertRules rules(String key, String value) {
    return with(key, value).rules("sensor.1");
  }

  @Test
  void withoutSettingsTheRulesAreTheKernels() {
    AlertSettings settings = StreamSettings.load(null, Map.of(), Map.of()).alerts();
    assertThat(settings.rules("any")).isEqualTo(AlertRules.defaults());
    assertThat(settings.expireMillis()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatIsSetForAllHoldsForAll() {
    assertThat(rules("tidegate.alert", "off").on()).isFalse();
    assertThat(rules("tidegate.alert.false.alarms.per.week", "0.25").perWeek()).isEqualTo(.25);
    assertThat(rules("tidegate.alert.missing.steps", "0").missingSteps()).isZero();
    assertThat(with("tidegate.series.expire", "P90D").expireMillis())
        .isEqualTo(Duration.ofDays(90).toMillis());
  }

  @Test
  void patternsHoldForTheSeriesThatTheyName() {
    String alert = "tidegate.alert.";
    assertThat(rules(alert + "off.patterns", "x,sensor.*").on()).isFalse();
    assertThat(rules(alert + "false.alarms.per.week.patterns", "sensor.*=2,*=3").perWeek())
        .isEqualTo(2);
    assertThat(rules(alert + "side.patterns", "sensor.*=rise").side()).isEqualTo(Side.RISE);
    assertThat(rules(alert + "least.patterns", "sensor.*=2.5").leastAbsolute()).isEqualTo(2.5);
    assertThat(rules(alert + "least.patterns", "sensor.*=20%").leastRelative()).isEqualTo(.2);
    AlertRules limited = rules(alert + "limits.patterns", "sensor.*=-40..85.5");
    assertThat(limited.low()).isEqualTo(-40);
    assertThat(limited.high()).isEqualTo(85.5);
    AlertRules above = rules(alert + "limits.patterns", "sensor.*=..85");
    assertThat(above.low()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(rules(alert + "quiet.patterns", "sensor.*=22:00-06:30").quiet())
        .isEqualTo(new QuietHours(LocalTime.of(22, 0), LocalTime.of(6, 30)));
    assertThat(rules(alert + "severity.patterns", "sensor.*=info/info/warning").severities())
        .isEqualTo(new Severities(Severity.INFO, Severity.INFO, Severity.WARNING));
    assertThat(rules(alert + "missing.patterns", "sensor.*=3").missingSteps()).isEqualTo(3);
    assertThat(with(alert + "off.patterns", "x").rules("sensor.1"))
        .isEqualTo(AlertRules.defaults());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "tidegate.alert; maybe; one of: on, off",
        "tidegate.alert.false.alarms.per.week; 0; above 0",
        "tidegate.alert.false.alarms.per.week.patterns; a=-1; GLOB=NUMBER",
        "tidegate.alert.side.patterns; a=up; =rise, =drop or =both, found up",
        "tidegate.alert.least.patterns; a=much; =NUMBER%, found much",
        "tidegate.alert.limits.patterns; a=5; GLOB=LOW..HIGH",
        "tidegate.alert.limits.patterns; a=7..5; lower limit first",
        "tidegate.alert.quiet.patterns; a=22; hyphen",
        "tidegate.alert.quiet.patterns; a=25:00-06:00; 22:00-06:00",
        "tidegate.alert.quiet.patterns; a=06:00-06:00; different times",
        "tidegate.alert.severity.patterns; a=info; three severities",
        "tidegate.alert.severity.patterns; a=critical/info/info; ascend",
        "tidegate.alert.missing.patterns; a=-1; GLOB=STEPS",
        "tidegate.alert.missing.steps; -1; at least 0",
        "tidegate.alert.side.patterns; rise; GLOB=rise",
        "tidegate.series.expire; soon; P90D"
      })
  void aValueThatCannotBeUsedIsRefusedWithKeyAndExpectation(
      String key, String value, String expected) {
    assertThatThrownBy(() -> with(key, value))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(expected);
  }
}
