package io.tidegate.stream.host;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** Heap, collections, threads and processor time of this JVM. Thread-safe. */
final class JvmMetrics implements MetricSource {
  private static final double MEBIBYTE = 1 << 20;
  private static final double PERCENT_OF_NANOS = 1e-7;

  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  @Override
  public void measure(Readings readings) {
    readings.gauge(
        "jvm.heap.used.mib",
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEBIBYTE);
    readings.gauge("jvm.threads", ManagementFactory.getThreadMXBean().getThreadCount());
    readings.counter("jvm.cpu.percent", process.getProcessCpuTime(), PERCENT_OF_NANOS);
    readings.counter("jvm.gc.millis", collectionMillis());
  }

  private static long collectionMillis() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .filter(millis -> millis > 0)
        .sum();
  }
}
