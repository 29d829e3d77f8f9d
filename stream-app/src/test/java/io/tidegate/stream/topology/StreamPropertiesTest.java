package io.tidegate.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.wire.ConfigurationException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamPropertiesTest {
  private static StreamProperties with(Map<String, String> keys) {
    Map<String, String> all = new TreeMap<>(keys);
    all.putIfAbsent("kafka.bootstrap.servers", "nowhere:1");
    return new StreamProperties(
        StreamSettings.load(null, Map.of(), all), new StreamMeters(new SimpleMeterRegistry()));
  }

  @Test
  void kafkaStreamsTakesWhatCorrectnessHangsOn() {
    StreamsConfig config = new StreamsConfig(with(Map.of()).all());
    assertThat(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))
        .isEqualTo(StreamsConfig.EXACTLY_ONCE_V2);
    assertThat(config.getBoolean("ensure.explicit.internal.resource.naming")).isTrue();
    assertThat(config.processingExceptionHandler()).isInstanceOf(RefusedRecords.class);
    assertThat(config.deserializationExceptionHandler()).isInstanceOf(UnreadableRecords.class);
    assertThat(config.productionExceptionHandler()).isInstanceOf(UnsendableRecords.class);
    assertThat((Object) config.deserializationExceptionHandler())
        .isInstanceOf(DeserializationExceptionHandler.class);
    assertThat((Object) config.processingExceptionHandler())
        .isInstanceOf(ProcessingExceptionHandler.class);
  }

  @Test
  void theUsersKeysPassThrough() {
    Properties all =
        with(Map.of("kafka.num.stream.threads", "3", "kafka.ssl.truststore.location", "here"))
            .all();
    assertThat(all)
        .containsEntry("num.stream.threads", "3")
        .containsEntry("ssl.truststore.location", "here")
        .containsEntry("application.id", "tidegate");
  }

  @Test
  void theStoresShareOneMemoryUnlessTheUserSaysOtherwise() {
    StreamsConfig usual = new StreamsConfig(with(Map.of("tidegate.memory", "64MiB")).all());
    assertThat(usual.getLong("statestore.cache.max.bytes")).isEqualTo(16L << 20);
    assertThat(usual.getClass("rocksdb.config.setter")).isEqualTo(StoreMemory.Setter.class);
    StreamsConfig told =
        new StreamsConfig(with(Map.of("kafka.statestore.cache.max.bytes", "5")).all());
    assertThat(told.getLong("statestore.cache.max.bytes")).isEqualTo(5);
  }

  @Test
  void standbyCopiesAreTheInstancesUnderOneProtocolAndTheBrokersUnderTheOther() {
    Properties classic = with(Map.of("tidegate.standby.replicas", "2")).all();
    assertThat(classic)
        .containsEntry("num.standby.replicas", 2)
        .containsEntry("group.protocol", "classic");
    Properties streams =
        with(Map.of("tidegate.standby.replicas", "2", "tidegate.rebalance.protocol", "streams"))
            .all();
    assertThat(streams)
        .containsEntry("num.standby.replicas", 0)
        .containsEntry("group.protocol", "streams");
    assertThat(with(Map.of("kafka.num.standby.replicas", "1")).all())
        .containsEntry("num.standby.replicas", "1");
  }

  @Test
  void theProtocolIsNotKafkasKeyToSet() {
    assertThatThrownBy(() -> with(Map.of("kafka.group.protocol", "streams")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tidegate.rebalance.protocol");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "processing.guarantee",
        "ensure.explicit.internal.resource.naming",
        "default.timestamp.extractor",
        "production.exception.handler"
      })
  void whatCorrectnessHangsOnIsNotTheUsersToSet(String key) {
    assertThatThrownBy(() -> with(Map.of("kafka." + key, "x")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("kafka." + key);
  }

  @Test
  void theSizeLimitFollowsTheProducers() {
    assertThat(with(Map.of()).largestRequest()).isEqualTo(1_048_576);
    assertThat(with(Map.of("kafka.max.request.size", "200000")).largestRequest())
        .isEqualTo(200_000);
    assertThat(
            with(Map.of("kafka.max.request.size", "1", "kafka.producer.max.request.size", "300000"))
                .largestRequest())
        .isEqualTo(300_000);
    assertThatThrownBy(() -> with(Map.of("kafka.max.request.size", "1000")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("max.request.size");
  }
}
