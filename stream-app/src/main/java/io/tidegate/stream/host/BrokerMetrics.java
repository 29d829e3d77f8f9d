package io.tidegate.stream.host;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Rates of a Kafka broker in this JVM, by JMX; nothing while there is none. Thread-safe. */
final class BrokerMetrics implements MetricSource {
  private static final Map<String, String> NAMES =
      new TreeMap<>(
          Map.of(
              "broker.messages.in", "MessagesInPerSec",
              "broker.bytes.in", "BytesInPerSec",
              "broker.bytes.out", "BytesOutPerSec",
              "broker.produce.requests", "TotalProduceRequestsPerSec",
              "broker.fetch.requests", "TotalFetchRequestsPerSec"));

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  @Override
  public void measure(Readings readings) {
    NAMES.forEach((series, metric) -> measure(readings, series, metric));
  }

  private void measure(Readings readings, String series, String metric) {
    try {
      ObjectName name = new ObjectName("kafka.server:type=BrokerTopicMetrics,name=" + metric);
      readings.counter(series, ((Number) server.getAttribute(name, "Count")).longValue());
    } catch (InstanceNotFoundException e) {
      // A broker makes the metric at its first use.
    } catch (JMException e) {
      throw new IllegalStateException("cannot read the broker's metric " + metric, e);
    }
  }
}
