package io.tidegate.trainer.sidecar;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after something again and again, on a thread of its own, until it is closed. */
final class Watch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private Watch(Duration period, Runnable look) {
    this.thread = new Thread(() -> lookOn(period, look), "watch");
    thread.setDaemon(true);
  }

  /** Begins; a look that fails is logged, and the next one comes in its time. */
  static Watch every(Duration period, Runnable look) {
    Watch watch = new Watch(period, look);
    watch.thread.start();
    return watch;
  }

  private void lookOn(Duration period, Runnable look) {
    try {
      while (!closed.await(period.toMillis(), TimeUnit.MILLISECONDS)) {
        look(look);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void look(Runnable look) {
    try {
      look.run();
    } catch (RuntimeException e) {
      LOG.warn("a look at the cluster failed: {}", e.toString());
    }
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
  }
}
