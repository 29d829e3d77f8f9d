package io.tidegate.stream.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes observations on a thread of its own: at a rate, by the clock whatever comes out, or so
 * that there is always something waiting. Started and stopped by one other thread.
 */
final class Feeder implements AutoCloseable {
  static final String THREAD = "bench-feeder";

  /** What waits at most, where there is no rate. */
  private static final long AHEAD = 100_000;

  private static final int BATCH = 200;

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final Population.Cursor cursor;
  private final OptionalDouble rate;
  private final LongSupplier processed;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final SentTimes times = new SentTimes();
  private final Thread thread = new Thread(this::run, THREAD);
  private volatile boolean stopped;
  private final AtomicLong sent = new AtomicLong();
  private volatile long leastAhead = Long.MAX_VALUE;

  /**
   * Connects.
   *
   * @param processed of the records that were sent
   */
  Feeder(
      Map<String, Object> kafka,
      String topic,
      Population.Cursor cursor,
      OptionalDouble rate,
      LongSupplier processed) {
    this.producer = producer(kafka);
    this.topic = topic;
    this.cursor = cursor;
    this.rate = rate;
    this.processed = processed;
  }

  /** A producer for much. */
  static KafkaProducer<byte[], byte[]> producer(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 2);
    settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
    // As for observations everywhere: see ObservationProducer.
    settings.putIfAbsent(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      if (rate.isPresent()) {
        pace(rate.getAsDouble());
      } else {
        keepAhead();
      }
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  /** By the clock: who is late sends at once, and the wait counts from when it should have been. */
  private void pace(double perSecond) {
    long begun = System.nanoTime();
    double nanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    while (!stopped) {
      long due = begun + (long) (sent.get() * nanos);
      long early = due - System.nanoTime();
      if (early > 0) {
        LockSupport.parkNanos(early);
        continue;
      }
      ProducerRecord<byte[], byte[]> record = cursor.next(topic);
      var unused =
          producer.send(
              record,
              (metadata, error) -> {
                fail(error);
                if (error == null) {
                  times.sent(metadata.partition(), metadata.offset(), due);
                }
              });
      sent.incrementAndGet();
    }
  }

  private void keepAhead() {
    while (!stopped) {
      long ahead = sent.get() - processed.getAsLong();
      if (sent.get() > AHEAD) {
        leastAhead = Math.min(leastAhead, ahead);
      }
      if (ahead >= AHEAD) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        continue;
      }
      for (int one = 0; one < BATCH; one++) {
        var unused = producer.send(cursor.next(topic), (metadata, error) -> fail(error));
      }
      sent.addAndGet(BATCH);
    }
  }

  private void fail(Exception error) {
    if (error != null) {
      failure.compareAndSet(null, error);
    }
  }

  /** Sends no more, and waits until what was sent is stored. */
  void stop() throws InterruptedException {
    stopped = true;
    thread.join();
    producer.flush();
    check();
  }

  /** How many records were sent. */
  long sent() {
    return sent.get();
  }

  /** The fewest records that waited once the first ones had been; large at a rate. */
  long leastAhead() {
    return leastAhead;
  }

  /** When each record was due, where there was a rate; complete once stopped. */
  SentTimes times() {
    return times;
  }

  /** Says why it cannot go on, if so. */
  void check() {
    Exception error = failure.get();
    if (error != null) {
      throw new BenchException("topic " + topic + " did not take a record: " + error, error);
    }
  }

  @Override
  public void close() {
    stopped = true;
    producer.close();
  }
}
