package io.tidegate.stream.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** One topology while it runs. */
final class StreamRun implements AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofMinutes(2);
  private static final long POLL_MILLIS = 20;
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final String application;
  private final KafkaStreams streams;
  private final Restored restored = new Restored();
  private final CountDownLatch stop;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private List<? extends Metric> processed = List.of();

  /**
   * @param stop ends all waiting when it reaches zero
   */
  StreamRun(Topology topology, Properties properties, CountDownLatch stop) {
    this.application = properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
    this.streams = new KafkaStreams(topology, properties);
    this.stop = stop;
    streams.setGlobalStateRestoreListener(restored);
    streams.setUncaughtExceptionHandler(
        error -> {
          failure.compareAndSet(null, error);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
  }

  /** Counts what is read from the changelogs. */
  private static final class Restored implements StateRestoreListener {
    private final AtomicLong records = new AtomicLong();
    private volatile long begun;
    private volatile long ended;

    @Override
    public synchronized void onRestoreStart(
        TopicPartition partition, String store, long from, long to) {
      begun = begun == 0 ? System.nanoTime() : begun;
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long end, long count) {
      records.addAndGet(count);
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long total) {
      ended = System.nanoTime();
    }
  }

  /** Starts, and waits until all stores are restored. */
  void start() throws InterruptedException {
    streams.start();
    while (streams.state() != KafkaStreams.State.RUNNING) {
      pause(POLL_MILLIS);
    }
    processed =
        streams.metrics().values().stream()
            .filter(metric -> metric.metricName().group().equals("stream-thread-metrics"))
            .filter(metric -> metric.metricName().name().equals("process-total"))
            .toList();
  }

  /** From the first store that begins to be restored to the last one that is, seconds. */
  double restoreSeconds() {
    return (restored.ended - restored.begun) / 1e9;
  }

  /** Records read from changelogs so far. */
  long restoredRecords() {
    return restored.records.get();
  }

  /** Records processed so far. */
  long processed() {
    double total = 0;
    for (Metric thread : processed) {
      total += (Double) thread.metricValue();
    }
    return (long) total;
  }

  /** What has been used so far. */
  Usage usage() {
    Map<String, Double> topics = new HashMap<>();
    for (Metric metric : streams.metrics().values()) {
      if (metric.metricName().group().equals("producer-topic-metrics")
          && metric.metricName().name().equals("byte-total")) {
        topics.merge(
            metric.metricName().tags().get("topic"), (Double) metric.metricValue(), Double::sum);
      }
    }
    return Usage.now(application, (double) processed(), topics);
  }

  /** Waits; throws if it cannot go on. */
  void pause(long millis) throws InterruptedException {
    if (stop.await(millis, TimeUnit.MILLISECONDS)) {
      throw new BenchException("stopped before its end");
    }
    Throwable error = failure.get();
    if (error != null) {
      throw new BenchException("the topology stopped: " + error, error);
    }
  }

  /** Waits until so many records are processed. */
  void awaitProcessed(long records) throws InterruptedException {
    await("records were processed", records, this::processed);
  }

  /**
   * Waits until {@code count} has come to {@code wanted}.
   *
   * @param what happens to what is counted, for the sentence that says it stopped
   * @throws BenchException if it stands still for a minute
   */
  void await(String what, long wanted, LongSupplier count) throws InterruptedException {
    long seen = -1;
    long since = System.nanoTime();
    while (seen < wanted) {
      long now = count.getAsLong();
      if (now != seen) {
        seen = now;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > PATIENCE_NANOS) {
        throw new BenchException(
            "of " + wanted + " " + seen + " " + what + ", and none in the last minute");
      }
      if (seen < wanted) {
        pause(POLL_MILLIS);
      }
    }
  }

  /** Commits, ends, and leaves the group, so that the next one need not wait. */
  @Override
  public void close() {
    streams.close(
        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
            .withTimeout(CLOSE_PATIENCE));
  }
}
