package io.tidegate.stream.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.Map;

/**
 * What has been used up to one moment, or between two.
 *
 * @param nanos wall clock
 * @param records processed
 * @param streamNanos processor time of the stream threads
 * @param clientNanos of the application's other threads: producers, heartbeats
 * @param otherNanos of all other Java threads of this process: an embedded broker's, the bench's
 * @param processNanos of the whole process; what the others lack is the JVM's and RocksDB's own
 * @param allocated bytes, by the stream threads
 * @param topics bytes that the application sent, by topic
 */
record Usage(
    long nanos,
    double records,
    long streamNanos,
    long clientNanos,
    long otherNanos,
    long processNanos,
    long allocated,
    Map<String, Double> topics) {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /**
   * Up to now.
   *
   * @param application its id is in the names of its threads
   */
  static Usage now(String application, double records, Map<String, Double> topics) {
    long stream = 0;
    long client = 0;
    long other = 0;
    long allocated = 0;
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread == null) {
        continue; // It has ended meanwhile.
      }
      long nanos = Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId()));
      String name = thread.getThreadName();
      if (!name.contains(application)) {
        other += nanos;
      } else if (name.matches(".*-StreamThread-\\d+") && !name.contains("|")) {
        stream += nanos;
        allocated += THREADS.getThreadAllocatedBytes(thread.getThreadId());
      } else {
        client += nanos;
      }
    }
    return new Usage(
        System.nanoTime(),
        records,
        stream,
        client,
        other,
        SYSTEM.getProcessCpuTime(),
        allocated,
        topics);
  }

  Usage since(Usage earlier) {
    Map<String, Double> sent = new HashMap<>(topics);
    earlier.topics.forEach((topic, bytes) -> sent.merge(topic, -bytes, Double::sum));
    return new Usage(
        nanos - earlier.nanos,
        records - earlier.records,
        streamNanos - earlier.streamNanos,
        clientNanos - earlier.clientNanos,
        otherNanos - earlier.otherNanos,
        processNanos - earlier.processNanos,
        allocated - earlier.allocated,
        sent);
  }

  Usage plus(Usage more) {
    Map<String, Double> sent = new HashMap<>(topics);
    more.topics.forEach((topic, bytes) -> sent.merge(topic, bytes, Double::sum));
    return new Usage(
        nanos + more.nanos,
        records + more.records,
        streamNanos + more.streamNanos,
        clientNanos + more.clientNanos,
        otherNanos + more.otherNanos,
        processNanos + more.processNanos,
        allocated + more.allocated,
        sent);
  }

  double recordsPerSecond() {
    return records * 1e9 / nanos;
  }
}
