package io.tidegate.stream.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class ContainerEngineIT {
  @Test
  @EnabledIfEnvironmentVariable(named = "CI", matches = "true")
  void continuousIntegrationHasAContainerEngine() {
    assertThat(ContainerEngine.usable())
        .as("without an engine that can be used the container suite would be skipped unseen")
        .isTrue();
  }
}
