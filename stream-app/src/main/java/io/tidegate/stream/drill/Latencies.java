package io.tidegate.stream.drill;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.tidegate.stream.TidegateApplication;
import io.tidegate.stream.config.StreamSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How long after its observation was produced each forecast can be read as committed, and how long
 * steps take, in windows of time. A forecast's Kafka timestamp is that of its observation. A thread
 * of its own reads; one thread begins and ends windows.
 */
final class Latencies implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Timer steps;
  private final Thread thread = new Thread(this::run, "latencies");
  private final List<Long> millis = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean open;
  private volatile RuntimeException failure;
  private CountAtBucket[] stepsBefore = {};
  private long began;

  Latencies(TidegateApplication application) {
    StreamSettings settings = application.settings();
    steps = application.meters().get("tidegate.step.time").timer();
    Map<String, Object> clients = new HashMap<>(settings.kafka());
    clients.put("isolation.level", "read_committed");
    clients.put("enable.auto.commit", "false");
    consumer =
        new KafkaConsumer<>(clients, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(settings.topics().forecasts()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try (consumer) {
      while (true) {
        consumer
            .poll(POLL)
            .forEach(
                record -> {
                  if (open) {
                    millis.add(System.currentTimeMillis() - record.timestamp());
                  }
                });
      }
    } catch (WakeupException e) {
      // Closed.
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** Forgets what was measured and measures. */
  void begin() {
    millis.clear();
    stepsBefore = steps.takeSnapshot().histogramCounts();
    began = System.nanoTime();
    open = true;
  }

  /** Since {@link #begin}. */
  double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  /** Ends the window. */
  RetrainingResult.Window end(String name) {
    open = false;
    if (failure != null) {
      throw failure;
    }
    List<Long> sorted;
    synchronized (millis) {
      sorted = millis.stream().sorted().toList();
    }
    CountAtBucket[] after = steps.takeSnapshot().histogramCounts();
    return new RetrainingResult.Window(
        name,
        seconds(),
        sorted.size(),
        quantile(sorted, .5),
        quantile(sorted, .99),
        quantile(sorted, 1),
        stepMicros(after, .5),
        stepMicros(after, .99));
  }

  private static long quantile(List<Long> sorted, double share) {
    return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  /** The upper end of the histogram's bucket in which the quantile lies. */
  private double stepMicros(CountAtBucket[] after, double share) {
    double all = after.length == 0 ? 0 : since(after, after.length - 1);
    for (int i = 0; i < after.length; i++) {
      if (since(after, i) >= share * all) {
        return after[i].bucket() / 1e3;
      }
    }
    return 0;
  }

  private double since(CountAtBucket[] after, int bucket) {
    return after[bucket].count() - (bucket < stepsBefore.length ? stepsBefore[bucket].count() : 0);
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
