package io.tidegate.stream.suite;

import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;

@EnabledIf(
    value = "io.tidegate.stream.suite.ContainerEngine#usable",
    disabledReason = "no container engine that can be used")
@Testcontainers(disabledWithoutDocker = true)
class KafkaContainerAlertsIT extends AlertSuite {
  @Container
  private static final KafkaContainer KAFKA =
      new KafkaContainer("apache/kafka:4.3.1")
          .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");

  @Override
  String bootstrapServers() {
    return KAFKA.getBootstrapServers();
  }
}
