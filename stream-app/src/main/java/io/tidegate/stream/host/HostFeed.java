package io.tidegate.stream.host;

import io.tidegate.stream.replay.ObservationSink;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends this machine's metrics once a second, until closed. Every value's event time is the whole
 * second in which it was measured.
 */
public final class HostFeed implements AutoCloseable {
  private static final Duration STEP = Duration.ofSeconds(1);

  private final ObservationSink sink;
  private final Slots slots;
  private final Readings readings = new Readings();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private final Thread thread = new Thread(this::run, "host-metrics");
  private List<MetricSource> sources = List.of();

  HostFeed(ObservationSink sink, InstantSource clock) {
    this.sink = sink;
    this.slots = new Slots(clock, STEP);
  }

  /** Starts measuring on a thread of its own. */
  public static HostFeed start(ObservationSink sink) {
    HostFeed feed = new HostFeed(sink, InstantSource.system());
    feed.thread.setDaemon(true);
    feed.thread.start();
    return feed;
  }

  /**
   * Tells whether all is well.
   *
   * @throws RuntimeException what ended the measuring, if something did
   */
  public void check() {
    RuntimeException error = failure.get();
    if (error != null) {
      throw error;
    }
  }

  /** Stops measuring; what was measured is stored. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      // Made here because finding out about the machine takes OSHI a second or two.
      sources = List.of(new MachineMetrics(), new JvmMetrics(), new BrokerMetrics());
      measure();
      while (!closed.await(slots.millisUntilNext(), TimeUnit.MILLISECONDS)) {
        tick();
      }
      sink.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure.set(e);
    }
  }

  private void tick() {
    OptionalLong slot = slots.take();
    if (slot.isPresent()) {
      measure();
      readings.values().forEach((name, value) -> sink.send(name, slot.getAsLong(), value));
    }
  }

  private void measure() {
    readings.begin(System.nanoTime());
    sources.forEach(source -> source.measure(readings));
  }
}
