package io.tidegate.stream.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends work in good order when the JVM is told to end (Ctrl-C, SIGTERM). */
final class Interruption {
  private static final long PATIENCE_SECONDS = 30;

  private Interruption() {}

  /**
   * Does {@code work}. If the JVM is told to end meanwhile, {@code stop} is run and the JVM waits,
   * a while, for the work to return: all that a user is to see must be printed within.
   */
  static <T> T endsBy(Runnable stop, Callable<T> work) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              stop.run();
              await(done);
            },
            "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.call();
    } finally {
      done.countDown();
      forget(hook);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending, so the hook is running already.
    }
  }

  private static void await(CountDownLatch done) {
    try {
      done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
