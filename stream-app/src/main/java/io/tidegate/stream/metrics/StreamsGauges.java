package io.tidegate.stream.metrics;

import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import io.tidegate.stream.topology.Health;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/**
 * What Kafka Streams and its clients tell of themselves: all of it under Kafka's names, and what an
 * operator asks for first under ours. The labels have as many values as there are threads,
 * partitions and stores.
 */
public final class StreamsGauges implements AutoCloseable {
  private static final String STORE_METRICS = "stream-state-metrics";
  private static final String STORE = "rocksdb-state-id";

  /** What a store holds on disk, and what of it is still in memory only. */
  private static final Set<String> STORE_BYTES =
      Set.of("total-sst-files-size", "size-all-mem-tables");

  private static final String CONSUMER_METRICS = "consumer-fetch-manager-metrics";
  private static final String LAG = "records-lag";

  private final KafkaStreamsMetrics kafka;

  private StreamsGauges(KafkaStreamsMetrics kafka) {
    this.kafka = kafka;
  }

  /**
   * Adds them to {@code registry}.
   *
   * @param observations name of the topic whose lag is told
   */
  public static StreamsGauges bind(
      KafkaStreams streams, String observations, Health health, PrometheusMeterRegistry registry) {
    registry.config().meterFilter(new KafkaMeters());
    KafkaStreamsMetrics kafka = new KafkaStreamsMetrics(streams);
    kafka.bindTo(registry);
    lag(streams, observations, registry.getPrometheusRegistry());
    stateBytes(streams, registry.getPrometheusRegistry());
    ready(health, registry.getPrometheusRegistry());
    return new StreamsGauges(kafka);
  }

  private static void lag(KafkaStreams streams, String topic, PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("tidegate_lag_records")
        .help("Records of the observations topic that a partition has still to be given")
        .labelNames("partition")
        .callback(
            gauge ->
                sums(
                        streams,
                        name ->
                            name.group().equals(CONSUMER_METRICS)
                                    && name.name().equals(LAG)
                                    && topic.equals(name.tags().get("topic"))
                                ? name.tags().get("partition")
                                : null)
                    .forEach((partition, records) -> gauge.call(records, partition)))
        .register(registry);
  }

  private static void stateBytes(KafkaStreams streams, PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("tidegate_state")
        .unit(Unit.BYTES)
        .help("Size of a state store in the partitions here, files and memory tables together")
        .labelNames("store")
        .callback(
            gauge ->
                sums(
                        streams,
                        name ->
                            name.group().equals(STORE_METRICS) && STORE_BYTES.contains(name.name())
                                ? name.tags().get(STORE)
                                : null)
                    .forEach((store, bytes) -> gauge.call(bytes, store)))
        .register(registry);
  }

  private static void ready(Health health, PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("tidegate_ready")
        .help("1 while observations are turned into forecasts here, else 0")
        .callback(gauge -> gauge.call(health.ready() ? 1 : 0))
        .register(registry);
  }

  /** Sums of the numbers whose names have a label, by that label. */
  private static Map<String, Double> sums(
      KafkaStreams streams, Function<MetricName, String> labelOf) {
    Map<String, Double> sums = new TreeMap<>();
    for (Metric metric : streams.metrics().values()) {
      String label = labelOf.apply(metric.metricName());
      if (label != null
          && metric.metricValue() instanceof Number number
          && !Double.isNaN(number.doubleValue())) {
        sums.merge(label, number.doubleValue(), Double::sum);
      }
    }
    return sums;
  }

  /** Ends the thread that looks for new metrics of Kafka's. */
  @Override
  public void close() {
    kafka.close();
  }
}
