package io.tidegate.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class TopicsTest {
  @Test
  void everyNameHasThePrefix() {
    assertThat(topics(Map.of()))
        .isEqualTo(
            new Topics(
                "tidegate.observations",
                "tidegate.forecasts",
                "tidegate.alerts",
                "tidegate.accuracy",
                "tidegate.models",
                "tidegate.model-decisions",
                "tidegate.activations",
                "tidegate.dead-letters",
                "tidegate.checkpoints"));
  }

  @Test
  void aNameThatIsGivenStandsAsItIs() {
    Topics topics =
        topics(
            Map.of("tidegate.topics.prefix", "x-", "tidegate.topic.observations", "measurements"));
    assertThat(topics.observations()).isEqualTo("measurements");
    assertThat(topics.forecasts()).isEqualTo("x-forecasts");
    assertThat(topics.deadLetters()).isEqualTo("x-dead-letters");
  }

  @Test
  void oneNameForTwoTopicsIsRefused() {
    assertThatThrownBy(() -> topics(Map.of("tidegate.topic.forecasts", "tidegate.observations")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(
            "expected a name of its own, found tidegate.observations",
            "tidegate.topic.forecasts",
            "tidegate.topic.observations");
  }

  @Test
  void aNameThatKafkaDoesNotAllowIsRefusedWithItsKey() {
    assertThatThrownBy(() -> topics(Map.of("tidegate.topic.models", "my models")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("tidegate.topic.models", "my models");
  }

  private static Topics topics(Map<String, String> overrides) {
    return Topics.of(Configuration.load(Topics.define(new ConfigDef()), null, Map.of(), overrides));
  }
}
