package io.tidegate.stream.bench;

import io.tidegate.schema.ForecastEvent;
import io.tidegate.stream.config.StreamSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Notes on a thread of its own when each forecast can be read as committed. Started and stopped by
 * one other thread.
 */
final class LatencyReader implements AutoCloseable {
  static final String THREAD = "bench-reader";
  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Deserializer<SpecificRecord> events;
  private final String topic;
  private final List<Arrival> arrivals = new ArrayList<>();
  private final Thread thread = new Thread(this::run, THREAD);
  private volatile boolean stopped;
  private volatile RuntimeException failure;
  private volatile long seen;

  private record Arrival(int partition, long offset, long nanos) {}

  /** At the topic's end. */
  LatencyReader(StreamSettings settings, Set<TopicPartition> partitions) {
    this.consumer = Outputs.consumer(settings);
    this.events = settings.serde().deserializer();
    this.topic = settings.topics().forecasts();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!stopped) {
        var polled = consumer.poll(POLL);
        long now = System.nanoTime();
        for (ConsumerRecord<byte[], byte[]> record : polled) {
          ForecastEvent event = (ForecastEvent) events.deserialize(topic, record.value());
          arrivals.add(new Arrival(event.getSourcePartition(), event.getSourceOffset(), now));
        }
        seen = arrivals.size();
      }
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      consumer.close();
    }
  }

  /** Forecasts so far. */
  long seen() {
    RuntimeException error = failure;
    if (error != null) {
      throw new BenchException("cannot read the forecasts: " + error, error);
    }
    return seen;
  }

  /**
   * Ends.
   *
   * @param sent when each observation was due
   * @param from only what was due from then on
   * @return microseconds from when an observation was due to when its forecast was there
   */
  Histogram stop(SentTimes sent, long from) throws InterruptedException {
    stopped = true;
    thread.join();
    Histogram micros = new Histogram(3);
    for (Arrival arrival : arrivals) {
      long due = sent.of(arrival.partition(), arrival.offset());
      if (due != SentTimes.NONE && due >= from) {
        micros.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(arrival.nanos() - due)));
      }
    }
    return micros;
  }

  /** Soon. */
  @Override
  public void close() {
    stopped = true;
  }
}
