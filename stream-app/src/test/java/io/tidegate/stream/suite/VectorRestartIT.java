package io.tidegate.stream.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.stream.broker.EmbeddedBroker;
import io.tidegate.stream.topology.TopicCreation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class VectorRestartIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void anApplicationThatGaveItselfTheVectorApiLeavesItsGroupWhenToldToEnd() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        TestCluster cluster =
            new TestCluster(
                broker.bootstrapServers(), "vectors", directory.resolve("state"), Map.of())) {
      TopicCreation.create(cluster.settings.kafka(), cluster.settings.topics(), 1, (short) 1);
      try (ChildApplication application =
          ChildApplication.start(cluster.settings, directory, "-Xmx512m")) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () -> {
                  assertThat(application.log()).contains("LSTM steps by vectors");
                  assertThat(cluster.membersAtWork()).isEqualTo(1);
                });
        assertThat(application.terminate()).as(application::log).isEqualTo(143);
        assertThat(cluster.membersAtWork()).isZero();
        assertThat(cluster.group()).contains("members=,");
      }
    }
  }
}
