package io.tidegate.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentVariablesTest {
  @ParameterizedTest
  @CsvSource({
    "TIDEGATE_HTTP_PORT, tidegate.http.port",
    "TIDEGATE_TOPIC_DEAD_LETTERS, tidegate.topic.dead.letters",
    "KAFKA_BOOTSTRAP_SERVERS, kafka.bootstrap.servers",
    "KAFKA_SSL_TRUSTSTORE_LOCATION, kafka.ssl.truststore.location",
  })
  void underscoresBecomeDots(String name, String key) {
    assertThat(EnvironmentVariables.keyOf(name, "1")).contains(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATH",
        "HOME",
        "TIDEGATE",
        "tidegate_http_port",
        "MY_TIDEGATE_HTTP_PORT",
        "TIDEGATE_JAVA_OPTS",
        "TIDEGATE_TRAINER_JAR",
        "KAFKA_OPTS",
        "KAFKA_HEAP_OPTS",
        "KAFKA_HOME",
        "KAFKA_LOG4J_OPTS",
      })
  void variablesOfOthersAndOfLaunchersAreNoConfiguration(String name) {
    assertThat(EnvironmentVariables.keyOf(name, "-Xmx1g")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "TIDEGATE_SERVICE_HOST, 10.0.0.7",
    "TIDEGATE_SERVICE_PORT, 8080",
    "TIDEGATE_SERVICE_PORT_HTTP, 8080",
    "TIDEGATE_PORT, tcp://10.0.0.7:8080",
    "TIDEGATE_PORT_8080_TCP, tcp://10.0.0.7:8080",
    "TIDEGATE_PORT_8080_TCP_ADDR, 10.0.0.7",
    "TIDEGATE_HTTP_PORT, tcp://10.0.0.7:8080",
    "KAFKA_BROKER_SERVICE_HOST, 10.0.0.8",
    "KAFKA_PORT_9092_TCP_PROTO, tcp",
  })
  void whatKubernetesSaysAboutServicesBesideIsNoConfiguration(String name, String value) {
    assertThat(EnvironmentVariables.keyOf(name, value)).isEmpty();
  }

  @Test
  void aPortThatIsANumberIsConfiguration() {
    assertThat(EnvironmentVariables.keyOf("TIDEGATE_HTTP_PORT", "8081"))
        .contains("tidegate.http.port");
  }
}
