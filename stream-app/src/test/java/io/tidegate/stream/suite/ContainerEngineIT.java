package io.tidegate.stream.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.testcontainers.DockerClientFactory;

class ContainerEngineIT {
  @Test
  @EnabledIfEnvironmentVariable(named = "CI", matches = "true")
  void continuousIntegrationHasAContainerEngine() {
    assertThat(DockerClientFactory.instance().isDockerAvailable())
        .as("without an engine the container suite would be skipped unseen")
        .isTrue();
  }
}
